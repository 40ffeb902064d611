package tbot.diag.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A running {@link ServerHost} with something on it. */
final class HostProcess implements AutoCloseable {

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long POLL_MILLIS = 20;

  /** The state of a listening socket in the kernel's tables. */
  private static final String LISTEN = "0A";

  private final Contender contender;
  private final int port;
  private final Process process;
  private final BufferedReader out;

  private HostProcess(Contender contender, int port, Process process) {
    this.contender = contender;
    this.port = port;
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a host and waits until it is up, and what listens on it too.
   *
   * @param root of the checkout
   * @param jvmOptions besides those of the contender
   */
  static HostProcess start(
      String java, Path root, Contender contender, Sink sink, List<String> jvmOptions)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(jvmOptions);
    command.addAll(contender.options(root, port));
    command.addAll(List.of("-cp", contender.classPath(root), ServerHost.class.getName()));
    command.addAll(List.of(contender.name(), Integer.toString(port)));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(contender.environment(sink));
    HostProcess host = new HostProcess(contender, port, builder.start());
    try {
      while (!host.answer().equals("ready")) {
        // Some agents write to standard output.
      }
      host.awaitPort();
      return host;
    } catch (IOException | InterruptedException e) {
      host.close();
      throw e;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Without connecting, which would make a server do what it does for a request. */
  private void awaitPort() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (contender.isScraped() && !isListening()) {
      if (System.nanoTime() > deadline) {
        throw new IOException(contender + " does not listen");
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private boolean isListening() throws IOException {
    String local = String.format(Locale.ROOT, ":%04X", port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] fields = line.trim().split("\\s+", -1);
        if (fields[1].endsWith(local) && fields[3].equals(LISTEN)) {
          return true;
        }
      }
    }
    return false;
  }

  Contender contender() {
    return contender;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** What all live threads have allocated so far, in bytes. */
  long allocated() throws IOException {
    process.getOutputStream().write("allocated\n".getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    return Long.parseLong(answer());
  }

  /** A field of {@code /proc/PID/status}, such as {@code VmRSS}; sizes are in KiB. */
  long status(String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.replaceAll("\\D+", ""));
      }
    }
    throw new IOException("no " + field + " for " + contender);
  }

  private String answer() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the host with " + contender + " ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
