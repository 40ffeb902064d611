package tbot.diag.it.testhost;

import java.io.IOException;
import java.util.Arrays;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** A running test host that reports how much it has done so far. */
public final class KnownHost implements AutoCloseable {

  private final ChildJvm jvm;
  private final int port;

  private KnownHost(ChildJvm jvm) {
    this.jvm = jvm;
    this.port = jvm.awaitDiagPort();
    jvm.awaitStdout("ready");
  }

  /** Starts a host of this name in debug mode with more options of the agent. */
  public static KnownHost start(String name, String agentOptions, String... arguments)
      throws IOException {
    return new KnownHost(
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug" + agentOptions)
            .run("tbot.diag.hosts." + name, arguments));
  }

  /** Starts a host of this name in debug mode on a JVM with these options. */
  public static KnownHost start(ChildJvm.Builder java, String name, String... arguments)
      throws IOException {
    return new KnownHost(
        java.agent("diag_addr=127.0.0.1:0,debug").run("tbot.diag.hosts." + name, arguments));
  }

  /**
   * Starts a host that holds a part of its heap and works on deep stacks.
   *
   * @param heapMegabytes the size of its heap
   * @param heldMegabytes what it holds of that
   */
  public static KnownHost withFullHeap(int heapMegabytes, int heldMegabytes) throws IOException {
    return start(
        ChildJvm.java().options("-Xmx" + heapMegabytes + "m"),
        "FullHeapHost",
        Integer.toString(heldMegabytes));
  }

  public ChildJvm jvm() {
    return jvm;
  }

  public int port() {
    return port;
  }

  /** Fetches a profile and asserts the rules of pprof. */
  public PprofProfile profile(String path) {
    PprofProfile profile = PprofProfile.decode(Http.getBytes(port, path).body());
    PprofRules.assertHold(profile);
    return profile;
  }

  /** Fetches a profile, and the host's own figures before and after. */
  public Observed observe(String path) throws IOException {
    long[] before = figures();
    PprofProfile profile = profile(path);
    return new Observed(profile, before, figures());
  }

  /** The host's own figures at this moment. */
  long[] figures() throws IOException {
    return Arrays.stream(jvm.ask("figures", "").split(" ", -1))
        .skip(1)
        .mapToLong(Long::parseLong)
        .toArray();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
