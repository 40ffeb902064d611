package tbot.diag.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A running {@link WorkHost} that has warmed up. */
final class WorkingHost implements AutoCloseable {

  /**
   * The sizes are fixed: how the collector happens to divide its heap makes more of a difference
   * from run to run than anything that is measured here.
   */
  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-Xmn160m");

  private final Process process;
  private final BufferedReader out;
  private int port = -1;

  private WorkingHost(Process process) {
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /**
   * Starts a host that nobody can ask.
   *
   * @param root of the checkout
   * @param work as for {@link WorkHost}
   * @param options for the JVM
   */
  static WorkingHost start(String java, Path root, String work, String... options)
      throws IOException {
    return start(java, root, work, false, options);
  }

  /** The same with an option that makes it listen. */
  static WorkingHost startServing(String java, Path root, String work, String... options)
      throws IOException {
    return start(java, root, work, true, options);
  }

  private static WorkingHost start(
      String java, Path root, String work, boolean serves, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(HEAP);
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-cp",
            root.resolve("benchmarks/target/classes").toString(),
            WorkHost.class.getName(),
            work));
    WorkingHost host =
        new WorkingHost(new ProcessBuilder(command).redirectErrorStream(true).start());
    try {
      host.awaitWarm(serves);
      return host;
    } catch (IOException e) {
      host.close();
      throw e;
    }
  }

  private void awaitWarm(boolean serves) throws IOException {
    boolean warm = false;
    while (!warm || (serves && port < 0)) {
      String line = line();
      warm |= line.equals("warm");
      if (line.contains("listening on")) {
        port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      }
    }
  }

  /** What the host did in a run. */
  record Outcome(long units, long heapGrowth, int seconds) {
    double perSecond() {
      return (double) units / seconds;
    }
  }

  /** Lets the host work. */
  Outcome run(int seconds) throws IOException {
    process.getOutputStream().write(("run " + seconds + "\n").getBytes(StandardCharsets.US_ASCII));
    process.getOutputStream().flush();
    String line = line();
    while (!line.startsWith("units ")) {
      line = line();
    }
    String[] words = line.split(" ", -1);
    return new Outcome(Long.parseLong(words[1]), Long.parseLong(words[2]), seconds);
  }

  /** Asks for a path and waits for the whole answer. */
  void get(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      in.readAllBytes();
    }
  }

  /** Asks for a path while the host goes on. */
  CompletableFuture<Void> request(String path) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            get(path);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private String line() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the host ended");
    }
    return line;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
