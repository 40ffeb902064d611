package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures what an agent adds to the start of a host that prints one line and ends: the time until
 * {@code main}, the time of the whole process, and the processor time.
 */
final class StartUp {

  private static final String HOST = "tbot.diag.hosts.HelloHost";
  private static final String LINE = "hello";
  private static final int WARM_UPS = 2;

  /** Divides the number of pairs for agents that take seconds to start. */
  private static final int HEAVY_DIVISOR = 8;

  /** Lets the system choose, because no client connects. */
  private static final int ANY_PORT = 0;

  private final Path root;
  private final String java;
  private final int pairs;
  private final Sink sink;

  private StartUp(Path root, String java, int pairs, Sink sink) {
    this.root = root;
    this.java = java;
    this.pairs = pairs;
    this.sink = sink;
  }

  /**
   * Prints rows that compare each agent with no agent, and ours with the empty agent, which shows
   * the JVM's own cost of an agent.
   *
   * @param arguments see {@link Arguments}; a run is a pair
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments options = Arguments.of(arguments);
    System.out.println(
        "| JVM | agent | against | pairs | to main, ms | ratio (quartiles) | whole process, ms"
            + " | ratio (quartiles) | CPU, ms | ratio (quartiles) |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    try (Sink sink = Sink.open()) {
      for (String java : options.javas()) {
        new StartUp(options.root(), java, options.runs(), sink).rows();
      }
    }
  }

  private void rows() throws IOException, InterruptedException {
    for (Contender agent :
        List.of(
            Contender.NONE,
            Contender.EMPTY_AGENT,
            Contender.TBOT_DIAG,
            Contender.JMX_EXPORTER,
            Contender.PYROSCOPE,
            Contender.OPEN_TELEMETRY)) {
      row(agent, Contender.NONE);
    }
    row(Contender.EMPTY_AGENT, Contender.EMPTY_AGENT);
    row(Contender.TBOT_DIAG, Contender.EMPTY_AGENT);
    row(
        "tbot-diag without an address",
        start(List.of("-javaagent:" + root.resolve("agent/target/tbot-diag.jar")), Map.of()),
        Contender.EMPTY_AGENT,
        pairs);
  }

  private void row(Contender agent, Contender against) throws IOException, InterruptedException {
    String noise = agent == against ? " (noise)" : "";
    int count = agent.isHeavy() ? Math.max(3, pairs / HEAVY_DIVISOR) : pairs;
    row(agent.title(root) + noise, start(agent), against, count);
  }

  private void row(String title, TimedStart agent, Contender against, int count)
      throws IOException, InterruptedException {
    PairedRuns runs = PairedRuns.of(count, WARM_UPS, agent, start(against));
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %d | %.0f | %s | %.0f | %s | %.0f | %s |%n",
        JavaVersion.of(java),
        title,
        against.title(root),
        count,
        runs.first(TimedStart.TO_LINE).median(),
        runs.ratio(TimedStart.TO_LINE).text(2),
        runs.first(TimedStart.WHOLE).median(),
        runs.ratio(TimedStart.WHOLE).text(2),
        runs.first(TimedStart.CPU).median(),
        runs.ratio(TimedStart.CPU).text(2));
  }

  private TimedStart start(Contender agent) throws IOException {
    return start(agent.options(root, ANY_PORT), agent.environment(sink));
  }

  private TimedStart start(List<String> options, Map<String, String> environment) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(options);
    command.addAll(
        List.of("-cp", root.resolve("test-hosts/target/test-hosts.jar").toString(), HOST));
    return new TimedStart(command, environment, LINE);
  }
}
