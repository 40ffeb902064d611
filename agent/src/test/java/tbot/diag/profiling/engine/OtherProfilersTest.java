package tbot.diag.profiling.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OtherProfilersTest {

  @Test
  void findsEachOtherLibraryOnce() {
    assertThat(
            OtherProfilers.among(
                Arrays.asList(
                    "7f01-7f02 r--p 00000000 08:01 12 /opt/ap/lib/libasyncProfiler.so",
                    "7f02-7f03 r-xp 00001000 08:01 12 /opt/ap/lib/libasyncProfiler.so",
                    "7f04-7f05 r-xp 00000000 08:01 13 /tmp/dd/libjavaProfiler9.so (deleted)",
                    "7f06-7f07 r-xp 00000000 08:01 14 /tmp/tbot-diag-77-1.so (deleted)",
                    "7f08-7f09 rw-p 00000000 00:00 0 ",
                    "7f0a-7f0b r-xp 00000000 08:01 15 /usr/lib/libc.so.6")))
        .containsExactly(
            "/opt/ap/lib/libasyncProfiler.so", "/tmp/dd/libjavaProfiler9.so (deleted)");
  }
}
