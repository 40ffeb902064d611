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

/**
 * What was added to a cumulative profile since this endpoint was last read, as Grafana's
 * godeltaprof gives it for Go. All readers share one position.
 */
final class DeltaEndpoint extends Endpoint {

  private final SyntheticAddresses addresses;
  private final ProfileType type;
  private final CumulativeSums sums;
  private SampleTable before;
  private long beforeNanos;

  /**
   * An endpoint whose first answer is everything since the recording began.
   *
   * @param path the whole of it, with the profile's name behind the last slash
   * @param sums the cumulative profile
   */
  DeltaEndpoint(String path, SyntheticAddresses addresses, ProfileType type, CumulativeSums sums) {
    super(path);
    this.addresses = addresses;
    this.type = type;
    this.sums = sums;
  }

  @Override
  void answer(HttpExchange exchange)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(exchange.getRequestURI());
    // Its span is given by who read it last, but what is no number of seconds is a mistake.
    query.seconds(0);
    ProfileFormat format = ProfileFormat.of(query);
    ProfileHeader described = type.header().comment("JVM: " + JvmDescription.vm());
    SampleTable difference = advance(described);
    ProfileAnswer.send(
        exchange, name(), format, addresses, described.losses(difference), difference);
  }

  private synchronized SampleTable advance(ProfileHeader described)
      throws InterruptedException, ProfilerUnavailableException {
    SampleTable now = sums.untilNow();
    long nowNanos = System.nanoTime();
    long spanNanos = nowNanos - (before == null ? sums.startNanos() : beforeNanos);
    long epochNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    described.at(epochNanos - spanNanos).lasting(spanNanos);
    SampleTable difference = before == null ? now : now.minus(before);
    before = now;
    beforeNanos = nowNanos;
    return difference;
  }
}
