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
 * <p>All hosts of a round run at the same time; the figures are differences to the host of the same
 * round that has nothing on it. Memory and threads are read from {@code /proc}. Metaspace takes an
 * attach to read, so it is read of hosts of their own in a last round, whose memory does not count.
 */
final class Footprint {

  private static final int IDLE_SECONDS = 20;
  private static final int SCRAPES = 10;
  private static final int PROFILE_SECONDS = 5;

  /** Threads that serve requests may stay for a while; more than any pool here keeps them. */
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

  /** When a host is looked at. */
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

  /** What was seen of one contender on one JVM, by state. */
  private static final class Figures {
    final Map<State, List<Double>> memory = new EnumMap<>(State.class);
    final Map<State, List<Double>> threads = new EnumMap<>(State.class);
    final List<Double> cpu = new ArrayList<>();
    final Map<State, Double> metaspace = new EnumMap<>(State.class);
  }

  /**
   * Prints a row for each contender.
   *
   * @param arguments those of {@link Arguments}: the number of rounds
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments told = Arguments.of(arguments);
    Footprint footprint = new Footprint(told.root(), told.javas());
    try (Sink sink = Sink.open()) {
      for (int i = 0; i < told.runs(); i++) {
        footprint.round(sink, i == told.runs() - 1);
      }
    }
    footprint.print();
  }

  private void round(Sink sink, boolean last) throws IOException, InterruptedException {
    Map<String, List<HostProcess>> measured = new LinkedHashMap<>();
    List<HostProcess> asked = new ArrayList<>();
    Map<String, List<HostProcess>> attachedTo = new LinkedHashMap<>();
    try {
      for (String java : figures.keySet()) {
        measured.put(java, start(java, sink, asked));
        attachedTo.put(java, last ? start(java, sink, asked) : List.of());
      }
      Thread.sleep(IDLE_SECONDS * 1000L);
      look(State.NEVER_ASKED, measured, attachedTo);
      for (int i = 0; i < SCRAPES; i++) {
        for (HostProcess host : asked) {
          if (host.contender().isScraped()) {
            host.get("/metrics");
          }
        }
        Thread.sleep(1000);
      }
      Thread.sleep(SETTLE_MILLIS);
      look(State.SCRAPED, measured, attachedTo);
      profile(asked);
      Thread.sleep(SETTLE_MILLIS);
      look(State.PROFILED, measured, attachedTo);
    } finally {
      asked.forEach(HostProcess::close);
    }
  }

  private List<HostProcess> start(String java, Sink sink, List<HostProcess> all)
      throws IOException, InterruptedException {
    List<HostProcess> hosts = new ArrayList<>();
    for (Contender contender : Contender.values()) {
      HostProcess host = HostProcess.start(java, root, contender, sink, HEAP);
      all.add(host);
      hosts.add(host);
    }
    return hosts;
  }

  /** Ours take theirs all at the same time. */
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

  private void look(
      State state,
      Map<String, List<HostProcess>> measured,
      Map<String, List<HostProcess>> attachedTo)
      throws IOException, InterruptedException {
    for (Map.Entry<String, List<HostProcess>> entry : measured.entrySet()) {
      List<HostProcess> hosts = entry.getValue();
      // The enum's first, so the first that was started.
      HostProcess bare = hosts.get(0);
      for (HostProcess host : hosts) {
        if (state.isReachedBy(host.contender())) {
          boolean absolute = host == bare;
          Figures seen = of(entry.getKey(), host);
          double memory = host.status("VmRSS") - (absolute ? 0 : bare.status("VmRSS"));
          double threads = host.status("Threads") - (absolute ? 0 : bare.status("Threads"));
          seen.memory.computeIfAbsent(state, any -> new ArrayList<>()).add(memory * 1024 / 1e6);
          seen.threads.computeIfAbsent(state, any -> new ArrayList<>()).add(threads);
          if (state == State.NEVER_ASKED) {
            seen.cpu.add(
                ProcessorTime.millis(host.pid())
                    - (absolute ? 0 : ProcessorTime.millis(bare.pid())));
          }
        }
      }
    }
    for (Map.Entry<String, List<HostProcess>> entry : attachedTo.entrySet()) {
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
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = METASPACE.matcher(said);
    if (!matcher.find()) {
      throw new IOException("jcmd VM.metaspace said nothing: " + said);
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
        Figures seen = row.getValue();
        List<String> metaspace = new ArrayList<>();
        List<String> threads = new ArrayList<>();
        for (State state : seen.memory.keySet()) {
          metaspace.add(String.format(Locale.ROOT, "%.1f", seen.metaspace.get(state)));
          threads.add(
              String.format(Locale.ROOT, "%.0f", Spread.of(seen.threads.get(state)).median()));
        }
        System.out.printf(
            "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
            version,
            row.getKey().title(root) + (row.getKey() == Contender.NONE ? ", in all" : ""),
            text(seen, State.NEVER_ASKED),
            text(seen, State.SCRAPED),
            text(seen, State.PROFILED),
            String.join(" / ", metaspace),
            String.join(" / ", threads),
            Spread.of(seen.cpu).text(0));
      }
    }
  }

  private static String text(Figures seen, State state) {
    List<Double> megabytes = seen.memory.get(state);
    return megabytes == null ? "" : Spread.of(megabytes).text(1);
  }
}
