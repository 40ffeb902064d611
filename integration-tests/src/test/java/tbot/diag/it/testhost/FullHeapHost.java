package tbot.diag.it.testhost;

import java.io.IOException;
import tbot.diag.it.jvm.ChildJvm;

/** A running {@code FullHeapHost}, which holds a part of its heap and works on deep stacks. */
public final class FullHeapHost implements AutoCloseable {

  private final ChildJvm jvm;
  private final int port;

  private FullHeapHost(ChildJvm jvm) {
    this.jvm = jvm;
    this.port = jvm.awaitDiagPort();
    jvm.awaitStdout("ready");
  }

  /** Starts one in debug mode, with a heap of so many megabytes of which it holds some. */
  public static FullHeapHost start(int heapMegabytes, int heldMegabytes) throws IOException {
    return new FullHeapHost(
        ChildJvm.java()
            .options("-Xmx" + heapMegabytes + "m")
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.FullHeapHost", Integer.toString(heldMegabytes)));
  }

  public ChildJvm jvm() {
    return jvm;
  }

  public int port() {
    return port;
  }

  @Override
  public void close() {
    jvm.close();
  }
}
