package tbot.diag.it;

import java.io.IOException;
import java.util.Arrays;

/** A running test host that tells how much of something it has done so far. */
final class KnownHost implements AutoCloseable {

  private final ChildJvm jvm;
  private final int port;

  private KnownHost(ChildJvm jvm) {
    this.jvm = jvm;
    this.port = jvm.awaitDiagPort();
    jvm.awaitStdout("ready");
  }

  /** Starts a host of this name in debug mode with more options of the agent. */
  static KnownHost start(String name, String agentOptions, String... arguments) throws IOException {
    return new KnownHost(
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug" + agentOptions)
            .run("tbot.diag.hosts." + name, arguments));
  }

  /** Starts a host of this name in debug mode with options of the JVM. */
  static KnownHost startWith(String name, String... jvmOptions) throws IOException {
    return new KnownHost(
        ChildJvm.java()
            .options(jvmOptions)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts." + name));
  }

  ChildJvm jvm() {
    return jvm;
  }

  int port() {
    return port;
  }

  /** Fetches a profile that must succeed and keep the rules. */
  PprofProfile profile(String path) {
    PprofProfile profile = PprofProfile.decode(Http.getBytes(port, path).body());
    PprofRules.assertHold(profile);
    return profile;
  }

  /** Fetches a profile with the host's own figures around it. */
  Observed observe(String path) throws IOException {
    long[] before = truth();
    PprofProfile profile = profile(path);
    return new Observed(profile, before, truth());
  }

  /** The host's own figures at this moment. */
  long[] truth() throws IOException {
    return Arrays.stream(jvm.ask("truth", "").split(" ", -1))
        .skip(1)
        .mapToLong(Long::parseLong)
        .toArray();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
