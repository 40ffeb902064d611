package tbot.diag.pprof;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.pprof.answer.ProfileAnswer;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.profiling.ProfilerUnavailableException;

/**
 * What was added to a cumulative profile since this endpoint was last read, or since the recording
 * began, as Grafana's godeltaprof does it for Go. All clients share one position.
 */
final class DeltaEndpoint extends PprofHandler {

  private final Symbols symbols;
  private final ProfileType type;
  private final CumulativeRecording.Totals totals;

  // Guarded by this object. The table is null before the first answer.
  private SampleTable before;
  private long beforeNanos;

  DeltaEndpoint(Symbols symbols, ProfileType type, CumulativeRecording.Totals totals) {
    this.symbols = symbols;
    this.type = type;
    this.totals = totals;
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(request.uri());
    // The last read determines the span; a malformed number is an error nevertheless.
    query.seconds(0);
    ProfileAnswer answer =
        new ProfileAnswer(request, responder, name(request), FormatParameter.of(query), symbols);
    answer.send(advance());
  }

  private synchronized Profile advance() throws InterruptedException, ProfilerUnavailableException {
    SampleTable now = totals.untilNow();
    long nowNanos = System.nanoTime();
    long spanNanos = nowNanos - (before == null ? totals.startNanos() : beforeNanos);
    long epochNanos = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    SampleTable difference = before == null ? now : now.minus(before);
    before = now;
    beforeNanos = nowNanos;
    return new Profile(type.header().at(epochNanos - spanNanos).lasting(spanNanos), difference);
  }
}
