package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Window;

/** {@code /debug/pprof/profile}: where CPU time goes, for {@code seconds} (30 when absent). */
final class CpuProfileEndpoint extends Endpoint {

  private static final int DEFAULT_SECONDS = 30;

  private final Recorder recorder;
  private final AddressBook addresses;

  CpuProfileEndpoint(String path, Recorder recorder, AddressBook addresses) {
    super(path);
    this.recorder = recorder;
    this.addresses = addresses;
  }

  @Override
  void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(exchange.getRequestURI());
    int seconds = query.seconds(DEFAULT_SECONDS);
    // Before the profiler is troubled.
    ProfileFormat.ofWindow(query);
    SampleTable samples = new SampleTable(2);
    try (Window window =
        recorder.open(
            EnumSet.of(EventKind.CPU),
            TimeUnit.SECONDS.toNanos(seconds),
            sample ->
                samples.add(
                    sample.stack(),
                    new Label("thread", sample.thread()),
                    sample.count(),
                    sample.value()))) {
      WindowedProfile.send(exchange, "profile", window, addresses, this::header, samples);
    }
  }

  private ProfileHeader header() {
    ValueType cpu = new ValueType("cpu", "nanoseconds");
    return new ProfileHeader(
        cpu, EventKind.CPU_INTERVAL_NANOS, new ValueType("samples", "count"), cpu);
  }
}
