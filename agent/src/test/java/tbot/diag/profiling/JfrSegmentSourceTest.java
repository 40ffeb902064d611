package tbot.diag.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Paths;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class JfrSegmentSourceTest {

  @Test
  void asksForOneSampleEachTenMillisecondsOnTheClockOfNanoTime() {
    assertThat(
            JfrSegmentSource.command(EnumSet.of(EventKind.CPU), "ctimer", Paths.get("/tmp/x.jfr")))
        .startsWith("start,jfr,file=/tmp/x.jfr,")
        .contains(",clock=monotonic,", ",loglevel=none,", ",timeout=")
        .endsWith(",event=ctimer,interval=10000000");
  }
}
