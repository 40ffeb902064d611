package tbot.diag.it.testhost;

import java.io.IOException;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;

/** A running {@code BurnHost}, which knows when its threads used how much CPU time. */
public final class BurnHost implements AutoCloseable {

  private final ChildJvm jvm;
  private final int port;

  private BurnHost(ChildJvm jvm) {
    this.jvm = jvm;
    this.port = jvm.awaitDiagPort();
    jvm.awaitStdout("ready");
  }

  /** Starts one in debug mode. */
  public static BurnHost start(String... jvmOptions) throws IOException {
    return new BurnHost(
        ChildJvm.java()
            .options(jvmOptions)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.BurnHost"));
  }

  /** Starts one and waits until its code is compiled, which takes long on a busy machine. */
  public static BurnHost startCompiled() throws IOException {
    BurnHost host = start();
    host.jvm.await("compiled code", host::runsCompiled);
    return host;
  }

  private boolean runsCompiled() {
    PprofProfile profile = profile("/debug/pprof/profile?seconds=2");
    return profile.proto().getLocationList().stream()
        .map(profile::lines)
        .anyMatch(
            lines ->
                lines.size() > 2 && lines.get(0).startsWith("tbot.diag.hosts.BurnHost.shift:"));
  }

  public ChildJvm jvm() {
    return jvm;
  }

  public int port() {
    return port;
  }

  /** Fetches a profile that must succeed. */
  public PprofProfile profile(String path) {
    return PprofProfile.decode(Http.getBytes(port, path).body());
  }

  /** The CPU nanoseconds of the threads heavy and light within the span of a profile. */
  public synchronized long[] cpuNanosDuring(PprofProfile profile) throws IOException {
    return CpuJournal.nanosDuring(profile, jvm);
  }

  @Override
  public void close() {
    jvm.close();
  }
}
