package tbot.diag.bench;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * What a running host pays: its throughput with the agent over that without, pairs of runs in turn,
 * and the heap that a CPU profile takes.
 */
final class Overhead {

  private static final int RUN_SECONDS = 5;
  private static final int PROFILE_SECONDS = 30;

  /** Longer than the profile: its samples are gathered and sent at its end. */
  private static final int HEAP_RUN_SECONDS = 35;

  private final String java;
  private final Path root;

  private Overhead(String java, Path root) {
    this.java = java;
    this.root = root;
  }

  /** What the agent does during a run. */
  private enum State {
    NO_AGENT("no agent (noise)", null),
    IDLE("debug mode, nothing asked", ""),
    ARMED("cumulative recording armed", "/debug/pprof/allocs"),
    PROFILED("during a CPU profile", "/debug/pprof/profile?seconds=%d");

    private final String text;
    private final String path;

    State(String text, String path) {
      this.text = text;
      this.path = path;
    }
  }

  /**
   * Prints a row for each work and state, then one for the heap.
   *
   * @param arguments the root of the checkout, the number of pairs, and a java command
   */
  public static void main(String[] arguments) throws IOException {
    int pairs = Integer.parseInt(arguments[1]);
    Overhead overhead = new Overhead(arguments[2], Path.of(arguments[0]));
    System.out.println("| work | agent | units a second | without | ratio (quartiles) |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (String work : List.of("cpu", "alloc")) {
      for (State state : State.values()) {
        overhead.row(work, state, pairs);
      }
    }
    overhead.heapRow(State.NO_AGENT);
    overhead.heapRow(State.PROFILED);
  }

  private void row(String work, State state, int pairs) throws IOException {
    List<Double> with = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    List<Double> ratios = new ArrayList<>();
    if (state.path != null && !isServed(state)) {
      System.out.printf("| %s | %s | not served by this build | | |%n", work, state.text);
      return;
    }
    for (int i = 0; i < pairs; i++) {
      double first = run(work, i % 2 == 0 ? state : State.NO_AGENT, RUN_SECONDS).perSecond();
      double second = run(work, i % 2 == 0 ? State.NO_AGENT : state, RUN_SECONDS).perSecond();
      with.add(i % 2 == 0 ? first : second);
      without.add(i % 2 == 0 ? second : first);
      ratios.add(with.get(i) / without.get(i));
    }
    System.out.printf(
        "| %s | %s | %s | %s | %s |%n",
        work,
        state.text,
        Spread.of(with).text(0),
        Spread.of(without).text(0),
        Spread.of(ratios).text(3));
  }

  private boolean isServed(State state) throws IOException {
    try {
      run("cpu", state, 1);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  private void heapRow(State state) throws IOException {
    double bytes = run("cpu", state, HEAP_RUN_SECONDS).heapGrowth;
    System.out.printf(
        Locale.ROOT,
        "heap over %d s, %s: %.1f MB more at most, garbage included%n",
        HEAP_RUN_SECONDS,
        state.text,
        bytes / 1e6);
  }

  /** What one run printed. */
  private record Outcome(long units, long heapGrowth, int seconds) {
    double perSecond() {
      return (double) units / seconds;
    }
  }

  private Outcome run(String work, State state, int seconds) throws IOException {
    List<String> command = new ArrayList<>(List.of(java, "-Xmx256m"));
    if (state != State.NO_AGENT) {
      command.add(
          "-javaagent:"
              + root.resolve("agent/target/tbot-diag.jar")
              + "=diag_addr=127.0.0.1:0,debug");
    }
    command.addAll(
        List.of(
            "-cp",
            root.resolve("benchmarks/target/classes").toString(),
            WorkHost.class.getName(),
            work));
    Process host = new ProcessBuilder(command).redirectErrorStream(true).start();
    CompletableFuture<Void> request = CompletableFuture.completedFuture(null);
    try (BufferedReader out = host.inputReader(StandardCharsets.UTF_8)) {
      int port = awaitWarm(out, state);
      if (state == State.ARMED) {
        get(port, state.path);
      } else if (state == State.PROFILED) {
        // The first session costs a tenth of a second; it is not what is measured here.
        get(port, String.format(Locale.ROOT, state.path, 1));
        request =
            CompletableFuture.runAsync(
                () ->
                    getUnchecked(
                        port,
                        String.format(
                            Locale.ROOT, state.path, Math.min(seconds, PROFILE_SECONDS))));
      }
      host.getOutputStream().write(("run " + seconds + "\n").getBytes(StandardCharsets.US_ASCII));
      host.getOutputStream().flush();
      return outcome(out, seconds);
    } finally {
      host.destroy();
      request.exceptionally(gone -> null).join();
    }
  }

  private static int awaitWarm(BufferedReader out, State state) throws IOException {
    int port = state == State.NO_AGENT ? 0 : -1;
    boolean warm = false;
    while (!warm || port < 0) {
      String line = out.readLine();
      if (line == null) {
        throw new IOException("the host ended");
      }
      warm |= line.equals("warm");
      if (line.contains("listening on")) {
        port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
      }
    }
    return port;
  }

  private static Outcome outcome(BufferedReader out, int seconds) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("units ")) {
        String[] words = line.split(" ", -1);
        return new Outcome(Long.parseLong(words[1]), Long.parseLong(words[2]), seconds);
      }
    }
    throw new IOException("the host ended");
  }

  private static void getUnchecked(int port, String path) {
    try {
      get(port, path);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void get(int port, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      in.readAllBytes();
    }
  }
}
