package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.Window;

/**
 * A profile that grows from when it was first asked for, and is answered at once. With {@code
 * seconds} it is what happens in that time.
 */
abstract class CumulativeEndpoint extends Endpoint {

  private final String name;
  private final Recorder recorder;
  private final AddressBook addresses;

  /**
   * An endpoint.
   *
   * @param path the whole of it, with the profile's name behind the last slash
   */
  CumulativeEndpoint(String path, Recorder recorder, AddressBook addresses) {
    super(path);
    this.name = path.substring(path.lastIndexOf('/') + 1);
    this.recorder = recorder;
    this.addresses = addresses;
  }

  /** What to sample for a span of its own. */
  abstract Set<EventKind> kinds();

  /** Where the samples of a span are to be summed. */
  abstract SampleSums newSums();

  /** The constant part of the profile. */
  abstract ProfileHeader header();

  /** The profile until now; may add comments. */
  abstract SampleTable untilNow(Query query, ProfileHeader header)
      throws InterruptedException, BadRequestException, ProfilerUnavailableException;

  @Override
  final void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(exchange.getRequestURI());
    int seconds = query.seconds(0);
    if (RecordingAnswer.isAskedFor(query)) {
      RecordingAnswer.send(exchange, name, recorder, kinds(), Math.max(1, seconds));
      return;
    }
    ProfileFormat format = ProfileFormat.of(query);
    if (seconds > 0) {
      SampleSums sums = newSums();
      try (Window window = recorder.open(kinds(), TimeUnit.SECONDS.toNanos(seconds), sums)) {
        WindowedProfile.send(
            exchange, name + "-delta", window, addresses, this::header, sums::table);
      }
      return;
    }
    ProfileHeader header = header().comment("JVM: " + JvmDescription.vm());
    SampleTable samples = untilNow(query, header);
    header.at(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())).losses(samples);
    ProfileAnswer.send(exchange, name, format, addresses, header, samples);
  }
}
