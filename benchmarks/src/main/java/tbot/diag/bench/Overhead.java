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
 * What a running host pays: its throughput and processor time with the agent against those without,
 * and the heap that a CPU profile takes.
 *
 * <p>What the agent costs by being there is told by hosts that run at the same time and work in
 * turn. What a recording costs is told by one host, with the recording on and off in turn, which
 * leaves out how two JVMs differ by chance.
 */
final class Overhead {

  /**
   * One thread collects, so that a host that works on one thread has a processor of its own for it
   * at all times, and the sizes are fixed: how a collector divides its heap and its threads makes
   * more of a difference from run to run than anything that is measured here.
   */
  private static final List<String> HEAP =
      List.of("-Xms256m", "-Xmx256m", "-Xmn160m", "-XX:+UseSerialGC");

  /** What the JVM does in the first seconds is another matter. */
  private static final long WARM_UP_MILLIS = 2_000;

  private static final int AGENT_ROUNDS = 10;
  private static final long AGENT_TURN_MILLIS = 500;

  private static final int ACTIVITY_ROUNDS = 10;

  /** A recording lasts this long, and a turn lies within it. */
  private static final int ACTIVITY_SECONDS = 2;

  private static final long ACTIVITY_TURN_MILLIS = 1_000;

  /** A session begins and ends within tens of milliseconds, which a real one does but once. */
  private static final long MARGIN_MILLIS = 500;

  private static final int HEAP_PROFILE_SECONDS = 30;

  /** Longer than the profile: its samples are gathered and sent at its end. */
  private static final long HEAP_RUN_MILLIS = 35_000;

  private static final String PROFILE = "/debug/pprof/profile?seconds=";

  /** The two together sample what the cumulative profiles do, and can be switched off again. */
  private static final String ALLOCATIONS = "/debug/pprof/allocs?seconds=";

  private static final String WAITS = "/debug/pprof/mutex?seconds=";

  private final String java;
  private final Path root;

  private Overhead(String java, Path root) {
    this.java = java;
    this.root = root;
  }

  /**
   * Prints a row for each work and agent, one for each work and activity, then those for the heap.
   *
   * @param arguments those of {@link Arguments}: the number of sets of hosts, 0 for the heap alone,
   *     and one java command
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments told = Arguments.of(arguments);
    Overhead overhead = new Overhead(told.javas().get(0), told.root());
    if (told.runs() > 0) {
      InTurn.printHeads("work | beside another host without", "unit", "without");
      overhead.agentRows("cpu", told.runs());
      overhead.agentRows("alloc", told.runs());
      System.out.println();
      InTurn.printHeads("work | during", "unit", "before and after");
      overhead.activityRows("cpu", told.runs());
      overhead.activityRows("alloc", told.runs());
      System.out.println();
    }
    overhead.heapTable();
  }

  /** Hosts that differ by what is on them. */
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

  /** One host, with the agent on it, in which something is recorded or not. */
  private void activityRows(String work, int sets) throws IOException, InterruptedException {
    InTurn inTurn = new InTurn();
    for (int i = 0; i < sets; i++) {
      try (HostProcess host = launch(work, Contender.TBOT_DIAG)) {
        host.await("ready");
        // The profiler's library is loaded by the first recording, and the pace of the samples is
        // found during the first of each kind. Neither is what is measured here.
        CompletableFuture<Void> first = request(host, ALLOCATIONS + ACTIVITY_SECONDS);
        turn(host, WARM_UP_MILLIS);
        first.join();
        Map<String, InTurn.Worker> others = new LinkedHashMap<>();
        others.put("nothing (noise)", () -> during(host));
        others.put(
            "cumulative recording",
            () -> during(host, ALLOCATIONS + ACTIVITY_SECONDS, WAITS + ACTIVITY_SECONDS));
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
   * A turn in the middle of answers that take two seconds. The host works before and after it too,
   * also where nothing is asked for: one that comes from a rest is faster.
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
    double perSecond = Double.parseDouble(host.tell("run " + millis, "units "));
    double seconds = millis / 1e3;
    return new InTurn.Turn(perSecond * seconds, seconds, ProcessorTime.millis(host.pid()) - before);
  }

  /** Of a host of few stacks, and of one with tens of thousands on 16 threads. */
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
      double growth = Double.parseDouble(host.tell("heap " + HEAP_RUN_MILLIS, "bytes "));
      request.join();
      return growth;
    }
  }

  /** Asks for a path while the host goes on. */
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
