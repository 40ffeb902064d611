package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * What a running host pays: its throughput with the agent over that without, and the heap that a
 * CPU profile takes.
 *
 * <p>What the agent costs by being there is told by two hosts, run in turn. What a recording costs
 * is told by one host before and during it, which leaves out how two JVMs differ by chance.
 */
final class Overhead {

  private static final int RUN_SECONDS = 4;
  private static final int ARMING_MILLIS = 5_000;
  private static final int PROFILE_SECONDS = 30;

  /** Longer than the profile: its samples are gathered and sent at its end. */
  private static final int HEAP_RUN_SECONDS = 35;

  private static final String CUMULATIVE = "/debug/pprof/allocs";
  private static final String PROFILE = "/debug/pprof/profile?seconds=%d";

  private final String java;
  private final Path root;

  private Overhead(String java, Path root) {
    this.java = java;
    this.root = root;
  }

  /** What is put on a host. */
  private enum Agent {
    NONE("no agent (noise)"),
    EMPTY("an agent that does nothing"),
    IDLE("debug mode, nothing asked");

    private final String text;

    Agent(String text) {
      this.text = text;
    }
  }

  /** What the agent does during a host's second run, of two. */
  private enum Activity {
    NOTHING("nothing (noise)"),
    RECORDING("cumulative recording"),
    PROFILING("a CPU profile");

    private final String text;

    Activity(String text) {
      this.text = text;
    }
  }

  /**
   * Prints a row for each work and agent, one for each work and activity, then those for the heap.
   *
   * @param arguments the root of the checkout, the number of pairs, and a java command
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    int pairs = Integer.parseInt(arguments[1]);
    Overhead overhead = new Overhead(arguments[2], Path.of(arguments[0]));
    System.out.println("| work | beside another host without | units a second | other | ratio |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (String work : List.of("cpu", "alloc")) {
      for (Agent agent : Agent.values()) {
        overhead.agentRow(work, agent, pairs);
      }
    }
    System.out.println();
    System.out.println("| work | during | units a second | before | ratio |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (String work : List.of("cpu", "alloc")) {
      for (Activity activity : Activity.values()) {
        overhead.activityRow(work, activity, pairs);
      }
    }
    System.out.println();
    overhead.heapRow(Agent.NONE);
    overhead.heapRow(Agent.IDLE);
  }

  private void agentRow(String work, Agent agent, int pairs) throws IOException {
    PairedFigures figures = new PairedFigures();
    for (int i = 0; i < pairs; i++) {
      boolean agentFirst = i % 2 == 0;
      double first = oneRun(work, agentFirst ? agent : Agent.NONE);
      double second = oneRun(work, agentFirst ? Agent.NONE : agent);
      figures.add(agentFirst ? first : second, agentFirst ? second : first);
    }
    figures.printRow(work, agent.text);
  }

  private double oneRun(String work, Agent agent) throws IOException {
    try (WorkingHost host = start(work, agent)) {
      return host.run(RUN_SECONDS).perSecond();
    }
  }

  private void activityRow(String work, Activity activity, int hosts)
      throws IOException, InterruptedException {
    PairedFigures figures = new PairedFigures();
    for (int i = 0; i < hosts; i++) {
      try (WorkingHost host = start(work, Agent.IDLE)) {
        // The profiler's library is loaded by the first profile; it is not what is measured here.
        host.get(String.format(Locale.ROOT, PROFILE, 1));
        double before = host.run(RUN_SECONDS).perSecond();
        CompletableFuture<Void> request = CompletableFuture.completedFuture(null);
        if (activity == Activity.RECORDING) {
          host.get(CUMULATIVE);
        } else if (activity == Activity.PROFILING) {
          request = host.request(String.format(Locale.ROOT, PROFILE, RUN_SECONDS + 1));
        } else {
          // As long as the first answer of a cumulative profile takes.
          Thread.sleep(ARMING_MILLIS);
        }
        figures.add(host.run(RUN_SECONDS).perSecond(), before);
        request.join();
      }
    }
    figures.printRow(work, activity.text);
  }

  private void heapRow(Agent agent) throws IOException {
    try (WorkingHost host = start("cpu", agent)) {
      CompletableFuture<Void> request =
          agent == Agent.NONE
              ? CompletableFuture.completedFuture(null)
              : host.request(String.format(Locale.ROOT, PROFILE, PROFILE_SECONDS));
      System.out.printf(
          Locale.ROOT,
          "heap over %d s, %s: %.1f MB more at most, garbage included%n",
          HEAP_RUN_SECONDS,
          agent == Agent.NONE ? agent.text : Activity.PROFILING.text,
          host.run(HEAP_RUN_SECONDS).heapGrowth() / 1e6);
      request.join();
    }
  }

  private WorkingHost start(String work, Agent agent) throws IOException {
    return switch (agent) {
      case NONE -> WorkingHost.start(java, root, work);
      case EMPTY -> WorkingHost.start(java, root, work, agent("test-hosts/target/test-hosts.jar"));
      case IDLE ->
          WorkingHost.startServing(
              java,
              root,
              work,
              agent("agent/target/tbot-diag.jar") + "=diag_addr=127.0.0.1:0,debug");
    };
  }

  private String agent(String jar) {
    return "-javaagent:" + root.resolve(jar);
  }
}
