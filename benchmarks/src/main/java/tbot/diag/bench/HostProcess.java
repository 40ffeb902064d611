package tbot.diag.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A running host with a {@link Contender}. The host prints a line when it is ready. Then it reads
 * commands from standard input, one on each line, and answers each on standard output.
 */
final class HostProcess implements AutoCloseable {

  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long POLL_MILLIS = 20;
  private static final long HANG_SECONDS = 10;

  /** The state of a listening socket in {@code /proc/net/tcp}. */
  private static final String LISTEN = "0A";

  private final Contender contender;
  private final int port;
  private final Process process;
  private final Path errors;
  private final BufferedReader out;

  private HostProcess(Contender contender, int port, Process process, Path errors) {
    this.contender = contender;
    this.port = port;
    this.process = process;
    this.errors = errors;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a {@link ServerHost}, and waits until the host and its contender are ready.
   *
   * @param root the root of the checkout
   * @param jvmOptions options besides those of the contender
   */
  static HostProcess start(
      String java, Path root, Contender contender, Sink sink, List<String> jvmOptions)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> arguments = new ArrayList<>(jvmOptions);
    arguments.addAll(List.of("-cp", contender.classPath(root), ServerHost.class.getName()));
    arguments.addAll(List.of(contender.name(), Integer.toString(port)));
    List<String> command =
        contender == Contender.GO
            ? List.of(contender.jar(root).toString(), Integer.toString(port))
            : java(java, root, contender, port, arguments);
    HostProcess host = launch(contender, port, contender.environment(sink), command);
    host.await("ready");
    return host;
  }

  /**
   * Starts any host, and does not wait until it is ready.
   *
   * @param root the root of the checkout
   * @param contender must not need a server in the host, or environment variables
   * @param arguments the command line after the options of the contender
   */
  static HostProcess launch(String java, Path root, Contender contender, List<String> arguments)
      throws IOException {
    int port = freePort();
    return launch(contender, port, Map.of(), java(java, root, contender, port, arguments));
  }

  private static List<String> java(
      String java, Path root, Contender contender, int port, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(contender.options(root, port));
    command.addAll(arguments);
    return command;
  }

  private static HostProcess launch(
      Contender contender, int port, Map<String, String> environment, List<String> command)
      throws IOException {
    Path errors = Files.createTempFile("host", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    return new HostProcess(contender, port, builder.start(), errors);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /**
   * Waits until the host has printed that it is ready, and the contender listens. If that fails,
   * ends the host.
   *
   * @param prefix the start of the line that the host prints when it is ready
   * @return the rest of that line
   */
  String await(String prefix) throws IOException, InterruptedException {
    try {
      String rest = answer(prefix);
      awaitPort();
      return rest;
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Does not connect: a server would then do the work of a first request. */
  private void awaitPort() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TIMEOUT_NANOS;
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

  /** The port of the contender, if it listens. */
  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /**
   * Sends the host a command, and waits for its answer.
   *
   * @param prefix the start of the line with the answer
   * @return the rest of that line
   */
  String send(String command, String prefix) throws IOException {
    process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    return answer(prefix);
  }

  /**
   * Sends a command to a host that may have died or may hang.
   *
   * @return the rest of the line with the answer, or nothing if there is none in ten seconds
   */
  Optional<String> trySend(String command, String prefix) throws InterruptedException {
    CompletableFuture<String> answer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return send(command, prefix);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      return Optional.of(answer.get(HANG_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }

  /** Requests a path from the contender, and waits for the whole response. */
  void get(String path) throws IOException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try (InputStream in = uri.toURL().openStream()) {
      in.readAllBytes();
    }
  }

  /** The bytes that all live threads of a {@link ServerHost} have allocated so far. */
  long allocated() throws IOException {
    return Long.parseLong(send("allocated", ""));
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

  /** The number of lines on standard error so far. */
  long errorLines() throws IOException {
    try (Stream<String> lines = Files.lines(errors, StandardCharsets.ISO_8859_1)) {
      return lines.count();
    }
  }

  /** Lowers the limit of open files, soft and hard. */
  void limitOpenFiles(int count) throws IOException {
    Process prlimit =
        new ProcessBuilder("prlimit", "--pid=" + pid(), "--nofile=" + count + ":" + count)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (prlimit.onExit().join().exitValue() != 0) {
      throw new IOException("prlimit failed");
    }
  }

  /** Ignores other lines: some agents write to standard output. */
  private String answer(String prefix) throws IOException {
    String line = out.readLine();
    while (line != null && !line.startsWith(prefix)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IOException("the host with " + contender + " ended");
    }
    return line.substring(prefix.length());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    // A file that stays does no harm.
    errors.toFile().delete();
  }
}
