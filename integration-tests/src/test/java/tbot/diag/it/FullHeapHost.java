package tbot.diag.it;

import java.io.IOException;

/** A running {@code FullHeapHost}, which holds a part of its heap and works on deep stacks. */
final class FullHeapHost implements AutoCloseable {

  private final ChildJvm jvm;
  private final int port;

  private FullHeapHost(ChildJvm jvm) {
    this.jvm = jvm;
    this.port = jvm.awaitDiagPort();
    jvm.awaitStdout("ready");
  }

  /** Starts one in debug mode, with a heap of so many megabytes of which it holds some. */
  static FullHeapHost start(int heapMegabytes, int heldMegabytes) throws IOException {
    return new FullHeapHost(
        ChildJvm.java()
            .options("-Xmx" + heapMegabytes + "m")
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.FullHeapHost", Integer.toString(heldMegabytes)));
  }

  ChildJvm jvm() {
    return jvm;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
