package tbot.diag.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an agent keeps of an idle host: resident memory, metaspace, threads and processor time,
 * after {@value #IDLE_SECONDS} seconds in which nobody asked for anything, after ten scrapes a
 * second apart, and after a CPU profile.
 *
 * <p>All hosts of a round run at the same time. The figures are differences to the host without an
 * agent in the same round. Memory and threads are read from {@code /proc}. To read the metaspace,
 * we must attach to a host, which changes its memory. So the last round has a second set of hosts,
 * used only for the metaspace.
 */
final class Footprint {

  private static final int IDLE_SECONDS = 20;
  private static final int SCRAPES = 10;
  private static final int PROFILE_SECONDS = 5;

  /** Longer than any thread pool here keeps idle threads. */
  private static final long SETTLE_MILLIS = 7_000;

  private static final List<String> HEAP = List.of("-Xms64m", "-Xmx64m");
  private static final Pattern METASPACE = Pattern.compile("Both:\\s+([\\d.]+) KB used");

  private final Path root;
  private final Map<String, Map<Contender, Figures>> figures = new LinkedHashMap<>();

  private Footprint(Path root, List<String> javas) {
    this.root = root;
    for (String java : javas) {
      figures.put(java, new EnumMap<>(Contender.class));
    }
  }

  /** The states of a host in which it is observed. */
  private enum State {
    NEVER_ASKED,
    SCRAPED,
    PROFILED;

    boolean isReachedBy(Contender contender) {
      return switch (this) {
        case NEVER_ASKED -> true;
        case SCRAPED -> contender.isScraped();
        case PROFILED -> contender == Contender.TBOT_DIAG || contender == Contender.PYROSCOPE;
      };
    }
  }

  /** The figures of one contender on one JVM, by state. */
  private static final class Figures {
    final Map<State, List<Double>> memory = new EnumMap<>(State.class);
    final Map<State, List<Double>> threads = new EnumMap<>(State.class);
    final List<Double> cpu = new ArrayList<>();
    final Map<State, Double> metaspace = new EnumMap<>(State.class);
  }

  /**
   * Prints a row for each contender.
   *
   * @param arguments see {@link Arguments}; a run is a round
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments options = Arguments.of(arguments);
    Footprint footprint = new Footprint(options.root(), options.javas());
    try (Sink sink = Sink.open()) {
      for (int i = 0; i < options.runs(); i++) {
        footprint.round(sink, i == options.runs() - 1);
      }
    }
    footprint.print();
  }

  private void round(Sink sink, boolean last) throws IOException, InterruptedException {
    Map<String, List<HostProcess>> measured = new LinkedHashMap<>();
    List<HostProcess> all = new ArrayList<>();
    Map<String, List<HostProcess>> attached = new LinkedHashMap<>();
    try {
      for (String java : figures.keySet()) {
        measured.put(java, start(java, sink, all));
        attached.put(java, last ? start(java, sink, all) : List.of());
      }
      Thread.sleep(IDLE_SECONDS * 1000L);
      observe(State.NEVER_ASKED, measured, attached);
      for (int i = 0; i < SCRAPES; i++) {
        for (HostProcess host : all) {
          if (host.contender().isScraped()) {
            host.get("/metrics");
          }
        }
        Thread.sleep(1000);
      }
      Thread.sleep(SETTLE_MILLIS);
      observe(State.SCRAPED, measured, attached);
      profile(all);
      Thread.sleep(SETTLE_MILLIS);
      observe(State.PROFILED, measured, attached);
    } finally {
      all.forEach(HostProcess::close);
    }
  }

  private List<HostProcess> start(String java, Sink sink, List<HostProcess> all)
      throws IOException, InterruptedException {
    List<HostProcess> hosts = new ArrayList<>();
    for (Contender contender : Contender.general()) {
      HostProcess host = HostProcess.start(java, root, contender, sink, HEAP);
      all.add(host);
      hosts.add(host);
    }
    return hosts;
  }

  /** Takes a profile from each of our agents, all at the same time. */
  private static void profile(List<HostProcess> hosts) throws InterruptedException {
    List<Thread> profiles = new ArrayList<>();
    for (HostProcess host : hosts) {
      if (host.contender() == Contender.TBOT_DIAG) {
        Thread profile =
            new Thread(() -> getUnchecked(host, "/debug/pprof/profile?seconds=" + PROFILE_SECONDS));
        profile.start();
        profiles.add(profile);
      }
    }
    for (Thread profile : profiles) {
      profile.join();
    }
  }

  private void observe(
      State state, Map<String, List<HostProcess>> measured, Map<String, List<HostProcess>> attached)
      throws IOException, InterruptedException {
    for (Map.Entry<String, List<HostProcess>> entry : measured.entrySet()) {
      List<HostProcess> hosts = entry.getValue();
      // Contender.NONE is the first.
      HostProcess bare = hosts.get(0);
      for (HostProcess host : hosts) {
        if (state.isReachedBy(host.contender())) {
          boolean absolute = host == bare;
          Figures observed = of(entry.getKey(), host);
          double memory = host.status("VmRSS") - (absolute ? 0 : bare.status("VmRSS"));
          double threads = host.status("Threads") - (absolute ? 0 : bare.status("Threads"));
          observed.memory.computeIfAbsent(state, any -> new ArrayList<>()).add(memory * 1024 / 1e6);
          observed.threads.computeIfAbsent(state, any -> new ArrayList<>()).add(threads);
          if (state == State.NEVER_ASKED) {
            observed.cpu.add(
                ProcessorTime.millis(host.pid())
                    - (absolute ? 0 : ProcessorTime.millis(bare.pid())));
          }
        }
      }
    }
    for (Map.Entry<String, List<HostProcess>> entry : attached.entrySet()) {
      for (HostProcess host : entry.getValue()) {
        if (state.isReachedBy(host.contender())) {
          of(entry.getKey(), host).metaspace.put(state, metaspace(host) * 1024 / 1e6);
        }
      }
    }
  }

  private Figures of(String java, HostProcess host) {
    return figures.get(java).computeIfAbsent(host.contender(), any -> new Figures());
  }

  private static double metaspace(HostProcess host) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(
                jcmd.toString(), Long.toString(host.pid()), "VM.metaspace", "basic", "scale=KB")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = METASPACE.matcher(output);
    if (!matcher.find()) {
      throw new IOException("jcmd VM.metaspace printed no size: " + output);
    }
    return Double.parseDouble(matcher.group(1));
  }

  private static void getUnchecked(HostProcess host, String path) {
    try {
      host.get(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print() throws IOException {
    System.out.println(
        "| JVM | on the host | never asked, MB (quartiles) | after 10 scrapes, MB"
            + " | after a CPU profile, MB | metaspace, MB | threads | CPU of start and idling, ms |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (Map.Entry<String, Map<Contender, Figures>> java : figures.entrySet()) {
      String version = JavaVersion.of(java.getKey());
      for (Map.Entry<Contender, Figures> row : java.getValue().entrySet()) {
        Figures observed = row.getValue();
        List<String> metaspace = new ArrayList<>();
        List<String> threads = new ArrayList<>();
        for (State state : observed.memory.keySet()) {
          metaspace.add(String.format(Locale.ROOT, "%.1f", observed.metaspace.get(state)));
          threads.add(
              String.format(Locale.ROOT, "%.0f", Spread.of(observed.threads.get(state)).median()));
        }
        System.out.printf(
            "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
            version,
            row.getKey().title(root) + (row.getKey() == Contender.NONE ? ", in all" : ""),
            text(observed, State.NEVER_ASKED),
            text(observed, State.SCRAPED),
            text(observed, State.PROFILED),
            String.join(" / ", metaspace),
            String.join(" / ", threads),
            Spread.of(observed.cpu).text(0));
      }
    }
  }

  private static String text(Figures observed, State state) {
    List<Double> megabytes = observed.memory.get(state);
    return megabytes == null ? "" : Spread.of(megabytes).text(1);
  }
}
