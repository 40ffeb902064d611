package tbot.diag.it.pages;

import java.io.IOException;
import tbot.diag.it.jvm.ChildJvm;

/** A host with deadlocks and a busy thread, in debug mode. */
final class PagesHost implements AutoCloseable {

  private final ChildJvm jvm;
  private final int port;

  private PagesHost(ChildJvm jvm) {
    this.jvm = jvm;
    port = jvm.awaitDiagPort();
    jvm.awaitStdout("ready");
  }

  static PagesHost start() throws IOException {
    return new PagesHost(
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug,ready_check=db:tcp:127.0.0.1:1")
            .run("tbot.diag.hosts.DeadlockHost"));
  }

  ChildJvm jvm() {
    return jvm;
  }

  int port() {
    return port;
  }

  /**
   * An address.
   *
   * @param path absolute
   */
  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
