package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** {@code nativemem?leak=1} of a host that keeps every second of its deflaters. */
@OnEachJvm
class NativeLeakIT {

  private static final String HOST = "tbot.diag.hosts.NativeHost";
  private static final String PATH = "/debug/pprof/nativemem?seconds=5";

  /** zlib's need for the default window and memory level. */
  private static final double DEFLATER_KIB = 262;

  private static ChildJvm host;
  private static int port;

  @BeforeAll
  static void startAHostThatLeaks() throws IOException {
    host = ChildJvm.java().agent("diag_addr=127.0.0.1:0,debug").run(HOST);
    host.awaitStdout("ready");
    port = host.awaitDiagPort();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @Test
  void whatIsNotFreedIsALeak() throws IOException {
    PprofProfile all = fetch(PATH);
    long before = kept();
    PprofProfile leak = fetch(PATH + "&leak=1");
    long kept = kept() - before;

    PprofRules.assertHold(leak);
    assertThat(leak.sampleTypes()).containsExactly("inuse_objects/count", "inuse_space/bytes");
    assertThat(all.sum(1, all.under(HOST + ".release")))
        .as("half of what is allocated is freed again")
        .isCloseTo(all.sum(1, all.under(HOST + ".keep")), Percentage.withPercentage(50));
    assertThat(leak.sum(1, leak.under(HOST + ".release"))).as("freed").isZero();
    assertThat(leak.sum(1, leak.under(HOST + ".keep")) / 1024.0)
        .as("kept are " + kept + " deflaters")
        .isCloseTo(0.9 * kept * DEFLATER_KIB, within(0.25 * kept * DEFLATER_KIB));
    assertThat(leak.comments()).anyMatch(line -> line.startsWith("leak: allocated in the first "));
  }

  @Test
  void anUnknownVariantIsRefused() {
    assertThat(Http.get(port, PATH + "&leak=yes").body())
        .isEqualTo("invalid value for \"leak\" - must be 1 or 0\n");
  }

  private static long kept() throws IOException {
    return Long.parseLong(host.ask("", "kept "));
  }

  private static PprofProfile fetch(String path) {
    return PprofProfile.decode(Http.getBytes(port, path).body());
  }
}
