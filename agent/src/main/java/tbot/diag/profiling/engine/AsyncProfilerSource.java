package tbot.diag.profiling.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import one.profiler.AsyncProfiler;
import tbot.diag.files.PrivateFile;
import tbot.diag.jvm.JavaVersion;
import tbot.diag.log.Log;
import tbot.diag.profiling.EventUnsupportedException;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.RecordingSpool;
import tbot.diag.profiling.Segment;
import tbot.diag.profiling.SegmentSource;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SamplingIntervals;

/**
 * Starts sessions of async-profiler, each of which records to its own file.
 *
 * <p>The file is unlinked as soon as both the profiler and the reader have opened it. So no file
 * remains, however the host ends, and no other user can open it.
 */
public final class AsyncProfilerSource implements SegmentSource {

  /** The profiler's name for perf events. Where there are none, it would use ctimer instead. */
  private static final String PERF_EVENTS = "cpu-clock";

  /** Counts the CPU time of the process; the other mechanisms count that of each thread. */
  private static final String PROCESS_TIMER = "itimer";

  /** In an error message of the profiler: the option that needs the JVM's allocation events. */
  private static final String LIVE = "'live'";

  /** The mechanisms for CPU samples other than perf events, best first. */
  private static final List<String> TIMERS = Arrays.asList("ctimer", PROCESS_TIMER);

  /**
   * After this time the profiler itself ends a session. The recorder replaces sessions earlier,
   * after 600 s; this ends the last one should the recorder's thread die.
   */
  private static final int TIMEOUT_SECONDS = 900;

  /**
   * Omits from the recording: descriptions of the machine and the JVM, system properties (which may
   * contain secrets), the list of libraries, CPU load, and heap summaries.
   */
  private static final int NO_SIDE_EVENTS = 1 | 2 | 4 | 8 | 16;

  private final ProfilerLibrary library;
  private final Map<EventKind, String> unsupported = new ConcurrentHashMap<>();
  private String cpuEvent;

  /**
   * Whether the last start failed. If that was for want of memory, the session may run all the
   * same.
   */
  private boolean startFailed;

  /** Starts sessions of the profiler in this library, which is loaded at the first start. */
  public AsyncProfilerSource(ProfilerLibrary library) {
    this.library = library;
  }

  @Override
  public void check(Set<EventKind> kinds) throws EventUnsupportedException {
    for (EventKind kind : kinds) {
      String reason = unsupported.get(kind);
      if (reason != null) {
        throw new EventUnsupportedException(reason);
      }
    }
  }

  @Override
  public void load() throws ProfilerUnavailableException {
    library.load();
  }

  @Override
  public RecordingSpool newSpool() throws IOException {
    PrivateFile file = PrivateFile.create(library.directory(), ".jfr");
    unlinkQuietly(file);
    return new RecordingSpool(file.channel());
  }

  @Override
  public Segment start(Set<EventKind> kinds, SamplingIntervals intervals)
      throws ProfilerUnavailableException {
    check(kinds);
    AsyncProfiler profiler = library.load();
    if (startFailed) {
      stopQuietly(profiler);
    }
    startFailed = true;
    PrivateFile file = null;
    try {
      file = PrivateFile.create(library.directory(), ".jfr");
      SamplingIntervals actual = startSession(profiler, kinds, intervals, file.path());
      Segment segment =
          new AsyncProfilerSegment(
              profiler,
              file.channel(),
              EnumSet.copyOf(kinds),
              actual,
              !PROCESS_TIMER.equals(cpuEvent));
      startFailed = false;
      return segment;
    } catch (IOException e) {
      throw new ProfilerUnavailableException(
          "no recording can be written to "
              + library.directory()
              + ": "
              + e
              + "; name another directory by the option lib_dir=",
          e);
    } finally {
      if (file != null) {
        unlinkQuietly(file);
        if (startFailed) {
          closeQuietly(file.channel());
        }
      }
    }
  }

  private SamplingIntervals startSession(
      AsyncProfiler profiler, Set<EventKind> kinds, SamplingIntervals intervals, Path file)
      throws ProfilerUnavailableException, IOException {
    if (kinds.contains(EventKind.ALLOC)
        && !kinds.contains(EventKind.LIVE)
        && AllocationWeights.thisJvmSamplesAtRandom()) {
      // If another agent has the JVM's allocation events, the profiler would silently sample
      // allocations by breakpoints in the JVM, which gives other samples. With the option live it
      // fails instead, so a session with that option is tried first.
      execute(profiler, kinds, "start,loglevel=none,live,alloc=" + intervals.allocBytes());
      profiler.stop();
    }
    if (!kinds.contains(EventKind.CPU) || cpuEvent != null) {
      return startSession(profiler, kinds, cpuEvent, intervals, file);
    }
    ProfilerUnavailableException first = null;
    for (String event : cpuEvents()) {
      try {
        SamplingIntervals actual = startSession(profiler, kinds, event, intervals, file);
        cpuEvent = event;
        return actual;
      } catch (EventUnsupportedException e) {
        throw e;
      } catch (ProfilerUnavailableException e) {
        Log.debug("cannot sample CPU time by " + event + ": " + e.getMessage());
        first = first == null ? e : first;
      }
    }
    throw first;
  }

  private static List<String> cpuEvents() {
    List<String> events = new ArrayList<>(TIMERS);
    if (PerfPermission.coversKernel()) {
      events.add(0, PERF_EVENTS);
    }
    return events;
  }

  private SamplingIntervals startSession(
      AsyncProfiler profiler,
      Set<EventKind> kinds,
      String event,
      SamplingIntervals intervals,
      Path file)
      throws ProfilerUnavailableException, IOException {
    SamplingIntervals possible =
        PERF_EVENTS.equals(event)
            ? intervals
            : new SamplingIntervals(EventKind.CPU_INTERVAL_NANOS, intervals.allocBytes());
    execute(profiler, kinds, command(kinds, event, possible, file));
    return possible;
  }

  /** The command for the profiler. */
  static String command(
      Set<EventKind> kinds, String cpuEvent, SamplingIntervals intervals, Path file) {
    StringBuilder command = new StringBuilder("start,jfr,file=").append(file);
    // Event times on the clock of System.nanoTime, so that windows need no conversion and are not
    // affected when the wall clock is set.
    command.append(",clock=monotonic");
    // The profiler would write warnings to the host's standard output.
    command.append(",loglevel=none");
    command.append(",jfropts=").append(NO_SIDE_EVENTS);
    command.append(",timeout=").append(TIMEOUT_SECONDS);
    if (kinds.contains(EventKind.CPU)) {
      command.append(",event=").append(cpuEvent);
      command.append(",interval=").append(intervals.cpuNanos());
    }
    if (kinds.contains(EventKind.WALL)) {
      command.append(",wall=").append(EventKind.WALL_INTERVAL_NANOS);
    }
    if (kinds.contains(EventKind.ALLOC) || kinds.contains(EventKind.LIVE)) {
      command.append(",alloc=").append(intervals.allocBytes());
    }
    if (kinds.contains(EventKind.LIVE)) {
      command.append(",live");
    }
    if (kinds.contains(EventKind.LOCK)) {
      command.append(",lock=").append(EventKind.LOCK_INTERVAL_NANOS);
    }
    if (kinds.contains(EventKind.NATIVEMEM)) {
      command.append(",nativemem=").append(EventKind.NATIVEMEM_INTERVAL_BYTES);
      if (!kinds.contains(EventKind.NATIVE_FREE)) {
        command.append(",nofree");
      }
    }
    return command.toString();
  }

  private void execute(AsyncProfiler profiler, Set<EventKind> kinds, String command)
      throws ProfilerUnavailableException, IOException {
    try {
      profiler.execute(command);
    } catch (IllegalStateException | IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      String others = String.join(", ", OtherProfilers.loaded());
      if (isTakenByAnother(message)) {
        throw new ProfilerUnavailableException(
            "another profiler in this process samples allocations, and the JVM allows only one: "
                + (others.isEmpty() ? "an unknown agent" : others),
            e);
      }
      noteUnsupported(kinds, message);
      check(kinds);
      throw new ProfilerUnavailableException(
          "the profiler cannot start: "
              + message
              + (others.isEmpty() ? "" : "; another profiler is loaded in this process: " + others),
          e);
    }
  }

  /** Whether another agent has the JVM's allocation events, which exist from Java 11 on. */
  private static boolean isTakenByAnother(String message) {
    return message.contains(LIVE) && AllocationWeights.thisJvmSamplesAtRandom();
  }

  /**
   * Remembers what this JVM can never sample. Before Java 11 there are no allocation events, so the
   * profiler searches the JVM's library for functions that only debug symbols name.
   */
  private void noteUnsupported(Set<EventKind> kinds, String message) {
    String java = "Java " + JavaVersion.get();
    if (message.contains("AllocTracer")) {
      String reason =
          java
              + " cannot sample allocations without the JDK's debug symbols (on Debian the package"
              + " openjdk-8-dbg); newer JVMs from Java 11 on need none: "
              + message;
      unsupported.put(EventKind.ALLOC, reason);
      unsupported.put(EventKind.LIVE, reason);
    } else if (kinds.contains(EventKind.LIVE) && message.contains(LIVE)) {
      unsupported.put(
          EventKind.LIVE,
          java + " cannot tell which of the sampled objects are alive; Java 11 can: " + message);
    }
  }

  private static void stopQuietly(AsyncProfiler profiler) {
    try {
      profiler.stop();
    } catch (IllegalStateException e) {
      Log.debug("no session is left of the start that failed: " + e.getMessage());
    }
  }

  private static void unlinkQuietly(PrivateFile file) {
    try {
      file.unlink();
    } catch (IOException e) {
      Log.debug("cannot remove " + file.path() + ": " + e);
    }
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      Log.debug("cannot close a recording: " + e);
    }
  }
}
