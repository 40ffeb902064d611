package tbot.diag.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Measures the cost of the agent for a running host: throughput and processor time with the agent
 * and without, and the heap that a CPU profile needs.
 *
 * <p>For the cost of the idle agent, several hosts run at the same time and work in turn. For the
 * cost of a recording, one host works with the recording on and off in turn, so that chance
 * differences between two JVMs do not matter.
 */
final class Overhead {

  /**
   * A fixed heap and a collector with one thread. The sizes and threads that another collector
   * chooses differ from run to run, with a larger effect than anything measured here. With one
   * collector thread, a processor is always free for the host's working thread.
   */
  private static final List<String> HEAP =
      List.of("-Xms256m", "-Xmx256m", "-Xmn160m", "-XX:+UseSerialGC");

  /** The JVM's first seconds are not measured. */
  private static final long WARM_UP_MILLIS = 2_000;

  private static final int AGENT_ROUNDS = 10;
  private static final long AGENT_TURN_MILLIS = 500;

  private static final int ACTIVITY_ROUNDS = 10;

  /** How long a recording lasts; a turn is within this time. */
  private static final int ACTIVITY_SECONDS = 2;

  private static final long ACTIVITY_TURN_MILLIS = 1_000;

  /** Keeps the start and end of a session out of a turn; each takes tens of milliseconds. */
  private static final long MARGIN_MILLIS = 500;

  private static final int HEAP_PROFILE_SECONDS = 30;

  /** Longer than the profile, because its samples are collected and sent at its end. */
  private static final long HEAP_RUN_MILLIS = 35_000;

  private static final String PROFILE = "/debug/pprof/profile?seconds=";

  // Together, these two sample what the cumulative profiles sample, and they end.
  private static final String ALLOCATIONS = "/debug/pprof/allocs?seconds=";
  private static final String CONTENTION = "/debug/pprof/mutex?seconds=";

  private final String java;
  private final Path root;

  private Overhead(String java, Path root) {
    this.java = java;
    this.root = root;
  }

  /**
   * Prints a row for each work and agent, one for each work and activity, then those for the heap.
   *
   * @param arguments see {@link Arguments}; a run is a set of hosts, and 0 runs measure only the
   *     heap. Only the first java command counts
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments options = Arguments.of(arguments);
    Overhead overhead = new Overhead(options.javas().get(0), options.root());
    if (options.runs() > 0) {
      InTurn.printHeads("work | beside another host without", "unit", "without");
      overhead.agentRows("cpu", options.runs());
      overhead.agentRows("alloc", options.runs());
      System.out.println();
      InTurn.printHeads("work | during", "unit", "before and after");
      overhead.activityRows("cpu", options.runs());
      overhead.activityRows("alloc", options.runs());
      System.out.println();
    }
    overhead.heapTable();
  }

  /** Measures hosts with different agents. */
  private void agentRows(String work, int sets) throws IOException, InterruptedException {
    Map<String, Contender> agents = new LinkedHashMap<>();
    agents.put("no agent (noise)", Contender.NONE);
    agents.put("an agent that does nothing", Contender.EMPTY_AGENT);
    agents.put("debug mode, nothing asked", Contender.TBOT_DIAG);
    InTurn inTurn = new InTurn();
    for (int i = 0; i < sets; i++) {
      List<HostProcess> hosts = new ArrayList<>();
      try {
        HostProcess without = launch(work, Contender.NONE);
        hosts.add(without);
        Map<String, InTurn.Worker> others = new LinkedHashMap<>();
        for (Map.Entry<String, Contender> agent : agents.entrySet()) {
          HostProcess host = launch(work, agent.getValue());
          hosts.add(host);
          others.put(agent.getKey(), () -> turn(host, AGENT_TURN_MILLIS));
        }
        for (HostProcess host : hosts) {
          host.await("ready");
        }
        for (HostProcess host : hosts) {
          turn(host, WARM_UP_MILLIS);
        }
        inTurn.measure(AGENT_ROUNDS, () -> turn(without, AGENT_TURN_MILLIS), others);
      } finally {
        hosts.forEach(HostProcess::close);
      }
    }
    inTurn.print(work, 4);
  }

  /** Measures one host with the agent, with a recording and without. */
  private void activityRows(String work, int sets) throws IOException, InterruptedException {
    InTurn inTurn = new InTurn();
    for (int i = 0; i < sets; i++) {
      try (HostProcess host = launch(work, Contender.TBOT_DIAG)) {
        host.await("ready");
        // The first recording loads the profiler's library. The first of each kind adjusts
        // its sampling interval. Neither is measured here.
        CompletableFuture<Void> first = request(host, ALLOCATIONS + ACTIVITY_SECONDS);
        turn(host, WARM_UP_MILLIS);
        first.join();
        Map<String, InTurn.Worker> others = new LinkedHashMap<>();
        others.put("nothing (noise)", () -> during(host));
        others.put(
            "cumulative recording",
            () -> during(host, ALLOCATIONS + ACTIVITY_SECONDS, CONTENTION + ACTIVITY_SECONDS));
        others.put("a CPU profile", () -> during(host, PROFILE + ACTIVITY_SECONDS));
        for (InTurn.Worker worker : others.values()) {
          worker.work();
        }
        inTurn.measure(ACTIVITY_ROUNDS, () -> during(host), others);
      }
    }
    inTurn.print(work, 4);
  }

  /**
   * Takes a turn in the middle of requests that last two seconds. Even without requests, the host
   * also works before and after the turn, because a host is faster after a pause.
   */
  private static InTurn.Turn during(HostProcess host, String... paths) throws IOException {
    List<CompletableFuture<Void>> requests = new ArrayList<>();
    for (String path : paths) {
      requests.add(request(host, path));
    }
    turn(host, MARGIN_MILLIS);
    InTurn.Turn turn = turn(host, ACTIVITY_TURN_MILLIS);
    turn(host, MARGIN_MILLIS);
    for (CompletableFuture<Void> request : requests) {
      request.join();
    }
    return turn;
  }

  private static InTurn.Turn turn(HostProcess host, long millis) throws IOException {
    double before = ProcessorTime.millis(host.pid());
    double perSecond = Double.parseDouble(host.send("run " + millis, "units "));
    double seconds = millis / 1e3;
    return new InTurn.Turn(perSecond * seconds, seconds, ProcessorTime.millis(host.pid()) - before);
  }

  /** Measures a host with few stacks, and one with tens of thousands of stacks on 16 threads. */
  private void heapTable() throws IOException, InterruptedException {
    System.out.println("| work | heap over 35 s, more at most | MB, with a profile | without |");
    System.out.println("| --- | --- | --- | --- |");
    heapRow("stacks live", "what is live");
    heapRow("stacks", "garbage included");
    heapRow("cpu", "garbage included");
  }

  private void heapRow(String work, String what) throws IOException, InterruptedException {
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %.1f |%n",
        work,
        what,
        heapGrowth(work, Contender.TBOT_DIAG) / 1e6,
        heapGrowth(work, Contender.NONE) / 1e6);
  }

  private double heapGrowth(String work, Contender agent) throws IOException, InterruptedException {
    try (HostProcess host = launch(work, agent)) {
      host.await("ready");
      CompletableFuture<Void> request =
          agent == Contender.NONE
              ? CompletableFuture.completedFuture(null)
              : request(host, PROFILE + HEAP_PROFILE_SECONDS);
      double growth = Double.parseDouble(host.send("heap " + HEAP_RUN_MILLIS, "bytes "));
      request.join();
      return growth;
    }
  }

  /** Requests a path, and does not wait for the response. */
  private static CompletableFuture<Void> request(HostProcess host, String path) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            host.get(path);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private HostProcess launch(String work, Contender agent) throws IOException {
    List<String> arguments = new ArrayList<>(HEAP);
    arguments.addAll(
        List.of(
            "-cp", root.resolve("benchmarks/target/classes").toString(), WorkHost.class.getName()));
    arguments.addAll(List.of(work.split(" ", -1)));
    return HostProcess.launch(java, root, agent, arguments);
  }
}
