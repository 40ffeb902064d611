package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Window;

/**
 * {@code /debug/pprof/nativemem}: where memory outside of the Java heap is allocated by {@code
 * malloc} and its kin, for {@code seconds} (30 when absent).
 */
final class NativeMemoryEndpoint extends Endpoint {

  private static final String NAME = "nativemem";
  private static final int DEFAULT_SECONDS = 30;
  private static final Set<EventKind> KINDS = EnumSet.of(EventKind.NATIVEMEM);

  private final Recorder recorder;
  private final AddressBook addresses;

  NativeMemoryEndpoint(String path, Recorder recorder, AddressBook addresses) {
    super(path);
    this.recorder = recorder;
    this.addresses = addresses;
  }

  @Override
  void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(exchange.getRequestURI());
    int seconds = query.seconds(DEFAULT_SECONDS);
    if (RecordingAnswer.isAskedFor(query)) {
      RecordingAnswer.send(exchange, NAME, recorder, KINDS, seconds);
      return;
    }
    ProfileFormat.ofWindow(query);
    NativeMemorySums sums = new NativeMemorySums();
    try (Window window = recorder.open(KINDS, TimeUnit.SECONDS.toNanos(seconds), sums)) {
      WindowedProfile.send(
          exchange, NAME, window, addresses, NativeMemorySums::header, sums::table);
    }
  }
}
