package tbot.diag.it.testhost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;

/** A running SSH server with its metrics, and the clients for it. */
public final class SshHost implements AutoCloseable {

  private static final String SERVER = "tbot.diag.hosts.SshdHost";
  private static final String CLIENTS = "tbot.diag.hosts.SshdClients";

  private final ChildJvm jvm;
  private final int sshPort;

  private SshHost(ChildJvm jvm) {
    this.jvm = jvm;
    String line = jvm.awaitStdout("ssh port ");
    sshPort = Integer.parseInt(line.substring("ssh port ".length()));
  }

  /** Starts a server with the agent. */
  public static SshHost withAgent(String sshdVersion) throws IOException {
    return start(ChildJvm.java().agent("diag_addr=127.0.0.1:0"), sshdVersion);
  }

  /** Starts a server on this JVM. */
  public static SshHost start(ChildJvm.Builder java, String sshdVersion) throws IOException {
    return new SshHost(java.classPath(Artifacts.sshd(sshdVersion)).run(SERVER));
  }

  /** Starts a JVM whose server starts when told to: {@code start PORT}. */
  public static ChildJvm startLater(ChildJvm.Builder java, String sshdVersion) throws IOException {
    ChildJvm jvm = java.classPath(Artifacts.sshd(sshdVersion)).run(SERVER, "later");
    jvm.awaitStdout("ready");
    return jvm;
  }

  /** Starts a JVM of clients, which take commands through {@link #tell}. */
  public static ChildJvm clients(ChildJvm.Builder java, String sshdVersion) throws IOException {
    List<Path> jars = Artifacts.sshd(sshdVersion);
    ChildJvm clients = java.classPath(jars).run(CLIENTS);
    clients.awaitStdout("ready");
    return clients;
  }

  /** Sends a test host a command and waits until it is done. */
  public static void tell(ChildJvm host, String command) throws IOException {
    host.ask(command, "done " + command);
  }

  /** Sends the server a command and waits until it is done. */
  public void tell(String command) throws IOException {
    tell(jvm, command);
  }

  public ChildJvm jvm() {
    return jvm;
  }

  public int sshPort() {
    return sshPort;
  }

  /** Opens a connection on which nothing is sent. */
  public Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), sshPort);
  }

  /** Connects, sends nothing and closes, as a port probe does. */
  public void probe() throws IOException {
    try (Socket socket = connect()) {
      socket.shutdownOutput();
      // Reads to the end: closing with the server's ident line unread would send a reset.
      socket.getInputStream().readAllBytes();
    }
  }

  /** The current figures. */
  public SshFigures figures() {
    return Metrics.scrape(jvm.awaitDiagPort()).ssh();
  }

  /** Waits until exactly this has been added since {@code before}; fails with the last figures. */
  public void awaitAdded(SshFigures expected, SshFigures before) {
    Metrics.awaitAdded(expected, before, jvm, jvm.awaitDiagPort());
  }

  @Override
  public void close() {
    jvm.close();
  }
}
