package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Window;

/** Where time goes, of the CPU or on the clock, for {@code seconds} (30 when absent). */
final class TimeProfileEndpoint extends Endpoint {

  private static final int DEFAULT_SECONDS = 30;

  private final String name;
  private final Recorder recorder;
  private final AddressBook addresses;
  private final Set<EventKind> kinds;
  private final Supplier<ProfileHeader> header;

  private TimeProfileEndpoint(
      String path,
      Recorder recorder,
      AddressBook addresses,
      EventKind kind,
      Supplier<ProfileHeader> header) {
    super(path);
    this.name = path.substring(path.lastIndexOf('/') + 1);
    this.recorder = recorder;
    this.addresses = addresses;
    this.kinds = EnumSet.of(kind);
    this.header = header;
  }

  /** {@code /debug/pprof/profile}: CPU time. */
  static TimeProfileEndpoint cpu(String path, Recorder recorder, AddressBook addresses) {
    return new TimeProfileEndpoint(
        path,
        recorder,
        addresses,
        EventKind.CPU,
        () -> header("cpu", "cpu", EventKind.CPU_INTERVAL_NANOS));
  }

  /** {@code /debug/pprof/wall}: elapsed time of every thread, whether it runs or waits. */
  static TimeProfileEndpoint wall(String path, Recorder recorder, AddressBook addresses) {
    return new TimeProfileEndpoint(
        path,
        recorder,
        addresses,
        EventKind.WALL,
        () -> header("wall", "wall", EventKind.WALL_INTERVAL_NANOS));
  }

  /**
   * {@code /debug/fgprof}: the same under the names of <a
   * href="https://github.com/felixge/fgprof">fgprof</a>, whose users' tools expect them.
   */
  static TimeProfileEndpoint fgprof(String path, Recorder recorder, AddressBook addresses) {
    return new TimeProfileEndpoint(
        path,
        recorder,
        addresses,
        EventKind.WALL,
        () -> header("time", "wall", EventKind.WALL_INTERVAL_NANOS));
  }

  private static ProfileHeader header(String sampleType, String periodType, long period) {
    return new ProfileHeader(
        new ValueType(periodType, "nanoseconds"),
        period,
        new ValueType("samples", "count"),
        new ValueType(sampleType, "nanoseconds"));
  }

  @Override
  void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(exchange.getRequestURI());
    int seconds = query.seconds(DEFAULT_SECONDS);
    if (RecordingAnswer.isAskedFor(query)) {
      RecordingAnswer.send(exchange, name, recorder, kinds, seconds);
      return;
    }
    // Before the profiler is troubled.
    ProfileFormat.ofWindow(query);
    SampleTable samples = new SampleTable(2);
    try (Window window =
        recorder.open(
            kinds,
            TimeUnit.SECONDS.toNanos(seconds),
            sample ->
                samples.add(
                    sample.stack(),
                    new Label("thread", sample.thread()),
                    sample.count(),
                    sample.value()))) {
      WindowedProfile.send(exchange, name, window, addresses, header, () -> samples);
    }
  }
}
