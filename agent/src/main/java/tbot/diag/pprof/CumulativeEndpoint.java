package tbot.diag.pprof;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.format.JvmDescription;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/**
 * A profile that grows from when it was first asked for, and is answered at once. With {@code
 * seconds} it is what happens in that time.
 */
class CumulativeEndpoint extends Endpoint {

  private final Recorder recorder;
  private final SyntheticAddresses addresses;
  private final ProfileType type;
  private final CumulativeSums sums;

  /**
   * An endpoint.
   *
   * @param path the whole of it, with the profile's name behind the last slash
   * @param sums what it answers without {@code seconds}
   */
  CumulativeEndpoint(
      String path,
      Recorder recorder,
      SyntheticAddresses addresses,
      ProfileType type,
      CumulativeSums sums) {
    super(path);
    this.recorder = recorder;
    this.addresses = addresses;
    this.type = type;
    this.sums = sums;
  }

  @Override
  final void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(exchange.getRequestURI());
    int seconds = query.seconds(0);
    if (RecordingAnswer.isAskedFor(query)) {
      RecordingAnswer.send(exchange, name(), recorder, type.kinds(), Math.max(1, seconds));
      return;
    }
    ProfileFormat format = ProfileFormat.of(query);
    if (seconds > 0) {
      WindowedProfile span = new WindowedProfile(recorder, addresses, type, seconds);
      prepare(span, query);
      span.send(exchange, name() + "-delta");
      return;
    }
    ProfileHeader header = type.header().comment("JVM: " + JvmDescription.vm());
    SampleTable samples = untilNow(query, header);
    header.at(TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis())).losses(samples);
    ProfileAnswer.send(exchange, name(), format, addresses, header, samples);
  }

  /** Sets up a profile of a span before it begins. */
  void prepare(WindowedProfile span, Query query) throws BadRequestException {}

  /** The profile until now; may add comments. */
  SampleTable untilNow(Query query, ProfileHeader header)
      throws InterruptedException, BadRequestException, ProfilerUnavailableException {
    return sums.untilNow();
  }
}
