package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what the hook in a handler method costs for each connection. Compares a method that the
 * real agent has woven with the same method in a JVM without the agent.
 */
final class HookCost {

  private static final String HANDLER = HookedHandler.class.getName() + "#handle";
  private static final int ITERATIONS = 5;

  private final String java;
  private final int forks;
  private final Path log;

  /**
   * @param forks the number of JVMs for each row
   * @param log receives the output of the measured JVMs, which would otherwise be between the rows
   */
  private HookCost(String java, int forks, Path log) {
    this.java = java;
    this.forks = forks;
    this.log = log;
  }

  /**
   * Prints a row for each JVM and number of threads, with and without the agent.
   *
   * @param arguments see {@link Arguments}; a run is a JVM
   */
  public static void main(String[] arguments) throws IOException, RunnerException {
    Arguments options = Arguments.of(arguments);
    Path jar = options.root().resolve("agent/target/tbot-diag.jar");
    List<String> hooked =
        List.of(
            "-javaagent:" + jar + "=diag_addr=127.0.0.1:0,ssh_handler=" + HANDLER,
            "-D" + HandlerBenchmark.MUST_BE_HOOKED + "=true");
    System.out.println("| JVM | threads | handler | ns a call (99.9 % interval) | bytes a call |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (String java : options.javas()) {
      HookCost cost =
          new HookCost(java, options.runs(), options.root().resolve("benchmarks/target/jmh.log"));
      for (int threads = 1; threads <= 2; threads++) {
        cost.row(threads, "not hooked", List.of());
        cost.row(threads, "hooked", hooked);
      }
    }
  }

  private void row(int threads, String what, List<String> jvmOptions)
      throws IOException, RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(HandlerBenchmark.class.getName())
                    .jvm(java)
                    .jvmArgs(jvmOptions.toArray(new String[0]))
                    .forks(forks)
                    .threads(threads)
                    .warmupIterations(ITERATIONS)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(ITERATIONS)
                    .measurementTime(TimeValue.seconds(1))
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .output(log.toString())
                    .shouldFailOnError(true)
                    .build())
            .run();
    RunResult result = results.iterator().next();
    Result<?> time = result.getPrimaryResult();
    Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %s | %.1f (± %.1f) | %.0f |%n",
        JavaVersion.of(java),
        threads,
        what,
        time.getScore(),
        time.getScoreError(),
        bytes.getScore());
  }
}
