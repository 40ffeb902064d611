package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures how much later an SSH server is ready with an agent than without, on two processors and
 * on one. The server is an Apache MINA SSHD that prints its port when it listens.
 */
final class SshStartUp {

  private static final String HOST = "tbot.diag.hosts.SshdHost";
  private static final String LINE = "ssh port ";
  private static final int WARM_UPS = 1;

  /** Divides the number of pairs: a start takes ten times as long as in {@link StartUp}. */
  private static final int DIVISOR = 2;

  /** Divides it once more for agents that take seconds to start. */
  private static final int HEAVY_DIVISOR = 4;

  /** Lets the system choose, because no client connects. */
  private static final int ANY_PORT = 0;

  /** The processor lists for {@code taskset -c}, by the number of processors in the table. */
  private static final Map<String, String> PROCESSORS = new LinkedHashMap<>();

  static {
    PROCESSORS.put("2", "0,1");
    PROCESSORS.put("1", "0");
  }

  private final Path root;
  private final String java;
  private final int pairs;

  private SshStartUp(Path root, String java, int pairs) {
    this.root = root;
    this.java = java;
    this.pairs = pairs;
  }

  /**
   * Prints a row for each agent against none, for each number of processors.
   *
   * @param arguments see {@link Arguments}; a run is a pair, and half of the runs are made
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments options = Arguments.of(arguments);
    System.out.println(
        "| JVM | processors | SSH server with | pairs | ready, ms | without, ms"
            + " | later by, ms (quartiles) | ratio (quartiles) | CPU, more ms (quartiles) |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (String java : options.javas()) {
      new SshStartUp(options.root(), java, Math.max(1, options.runs() / DIVISOR)).rows();
    }
  }

  private void rows() throws IOException, InterruptedException {
    for (String processors : PROCESSORS.keySet()) {
      for (Contender agent :
          List.of(
              Contender.NONE,
              Contender.EMPTY_AGENT,
              Contender.TBOT_DIAG,
              Contender.OPEN_TELEMETRY)) {
        row(processors, agent);
      }
    }
  }

  private void row(String processors, Contender agent) throws IOException, InterruptedException {
    int count = agent.isHeavy() ? Math.max(1, pairs / HEAVY_DIVISOR) : pairs;
    PairedRuns runs =
        PairedRuns.of(count, WARM_UPS, start(processors, agent), start(processors, Contender.NONE));
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %s | %d | %.0f | %.0f | %s | %s | %s |%n",
        JavaVersion.of(java),
        processors,
        agent.title(root) + (agent == Contender.NONE ? " (noise)" : ""),
        count,
        runs.first(TimedStart.TO_LINE).median(),
        runs.second(TimedStart.TO_LINE).median(),
        runs.difference(TimedStart.TO_LINE).text(0),
        runs.ratio(TimedStart.TO_LINE).text(2),
        runs.difference(TimedStart.CPU).text(0));
  }

  private TimedStart start(String processors, Contender agent) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("taskset", "-c", PROCESSORS.get(processors), java));
    command.addAll(agent.options(root, ANY_PORT));
    command.addAll(
        List.of(
            "-cp",
            root.resolve("test-hosts/target/test-hosts.jar")
                + ":"
                + root.resolve("benchmarks/target/sshd")
                + "/*",
            HOST));
    return new TimedStart(command, Map.of(), LINE);
  }
}
