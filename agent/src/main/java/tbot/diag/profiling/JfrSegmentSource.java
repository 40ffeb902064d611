package tbot.diag.profiling;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import one.profiler.AsyncProfiler;
import tbot.diag.log.Log;

/**
 * Starts async-profiler's sessions, each recording into a file of its own.
 *
 * <p>The file loses its name as soon as both the profiler and the reader hold it open. So nothing
 * stays behind, however the host ends, and no other user can open it.
 */
final class JfrSegmentSource implements SegmentSource {

  /** The mechanisms for CPU samples, the best first. The profiler's {@code cpu} is perf events. */
  private static final List<String> CPU_EVENTS = Arrays.asList("cpu", "ctimer", "itimer");

  /**
   * The profiler ends a session by itself after this many seconds. The recorder never lets one get
   * so old; should its thread die, the host is not profiled for ever.
   */
  private static final int BACKSTOP_SECONDS = 120;

  /**
   * Keeps out of the recording what nobody reads: the descriptions of machine and JVM, the system
   * properties (which may hold secrets), the list of libraries, CPU load and heap summaries.
   */
  private static final int NO_SIDE_EVENTS = 1 | 2 | 4 | 8 | 16;

  private final ProfilerLibrary library;
  private String cpuEvent;

  JfrSegmentSource(ProfilerLibrary library) {
    this.library = library;
  }

  @Override
  public Segment start(Set<EventKind> kinds) throws ProfilerUnavailableException {
    AsyncProfiler profiler = library.load();
    Path file = null;
    FileChannel channel = null;
    try {
      file = Files.createTempFile(library.directory(), TempFiles.prefix(), ".jfr");
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      startSession(profiler, kinds, file);
      JfrSegment segment = new JfrSegment(profiler, channel, EnumSet.copyOf(kinds));
      channel = null;
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
      deleteQuietly(channel, file);
    }
  }

  private void startSession(AsyncProfiler profiler, Set<EventKind> kinds, Path file)
      throws ProfilerUnavailableException, IOException {
    if (!kinds.contains(EventKind.CPU) || cpuEvent != null) {
      execute(profiler, command(kinds, cpuEvent, file));
      return;
    }
    ProfilerUnavailableException first = null;
    for (String event : CPU_EVENTS) {
      try {
        execute(profiler, command(kinds, event, file));
        cpuEvent = event;
        return;
      } catch (ProfilerUnavailableException e) {
        Log.debug("no CPU profile by " + event + ": " + e.getMessage());
        first = first == null ? e : first;
      }
    }
    throw first;
  }

  /** The profiler's arguments. */
  static String command(Set<EventKind> kinds, String cpuEvent, Path file) {
    StringBuilder command = new StringBuilder("start,jfr,file=").append(file);
    // Event times on the clock of System.nanoTime, so that windows need no conversion and do not
    // move when the wall clock is set.
    command.append(",clock=monotonic");
    // The profiler writes its warnings to the host's standard output.
    command.append(",loglevel=none");
    command.append(",jfropts=").append(NO_SIDE_EVENTS);
    command.append(",timeout=").append(BACKSTOP_SECONDS);
    if (kinds.contains(EventKind.CPU)) {
      command.append(",event=").append(cpuEvent);
      command.append(",interval=").append(EventKind.CPU_INTERVAL_NANOS);
    }
    return command.toString();
  }

  private static void execute(AsyncProfiler profiler, String command)
      throws ProfilerUnavailableException, IOException {
    try {
      profiler.execute(command);
    } catch (IllegalStateException | IllegalArgumentException e) {
      List<String> others = OtherProfilers.loaded();
      throw new ProfilerUnavailableException(
          "the profiler cannot start: "
              + e.getMessage()
              + (others.isEmpty()
                  ? ""
                  : "; another profiler is loaded in this process: " + String.join(", ", others)),
          e);
    }
  }

  private static void deleteQuietly(FileChannel channel, Path file) {
    try {
      if (channel != null) {
        channel.close();
      }
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      Log.debug("left behind: " + file + ": " + e);
    }
  }
}
