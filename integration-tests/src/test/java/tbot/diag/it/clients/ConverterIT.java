package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.testhost.BurnHost;

/** async-profiler's own converter, which takes nothing but stacks, reads what we call collapsed. */
@Timeout(600)
class ConverterIT {

  /** The header of a gzip file without a name. */
  private static final int GZIP_HEADER_BYTES = 10;

  /** What a flush of a deflater without input writes. */
  private static final byte[] EMPTY_BLOCK = {0, 0, 0, -1, -1};

  @TempDir Path folder;
  private BurnHost host;

  @BeforeEach
  void start() throws Exception {
    host = BurnHost.start();
  }

  @AfterEach
  void stop() {
    host.close();
  }

  @Test
  void theConverterDrawsCollapsedStacks() throws Exception {
    byte[] collapsed = profile("&format=collapsed");
    assertThat(new String(collapsed, StandardCharsets.UTF_8).lines())
        .isNotEmpty()
        .allMatch(line -> line.matches("\\S.* \\d+"));
    Path input = Files.write(folder.resolve("profile.collapsed"), collapsed);
    Path page = folder.resolve("page.html");

    try (ChildJvm converter =
        ChildJvm.javaOfTheTests()
            .classPath(Artifacts.others("jfr-converter"))
            .run("one.convert.Main", "-o", "html", input.toString(), page.toString())) {
      assertThat(converter.awaitExit()).as(converter.transcript()).isZero();
    }

    assertThat(Files.readString(page)).contains("<canvas", "BurnHost");
  }

  @Test
  void aProfileIsOneDeflatedStreamFromItsFirstByteOn() {
    byte[] gzip = profile("");

    assertThat(PprofProfile.decode(gzip).proto().getSampleCount()).isPositive();
    assertThat(Arrays.copyOf(gzip, 3)).containsExactly(0x1f, 0x8b, 8);
    assertThat(gzip[3]).as("flags").isZero();
    assertThat(Arrays.copyOfRange(gzip, GZIP_HEADER_BYTES, GZIP_HEADER_BYTES + EMPTY_BLOCK.length))
        .isNotEqualTo(EMPTY_BLOCK);
  }

  /** Longer than a server would wait to see whether its client is still there. */
  private byte[] profile(String format) {
    return Http.getBytes(host.port(), "/debug/pprof/profile?seconds=2" + format).body();
  }
}
