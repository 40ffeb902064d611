package tbot.diag.pprof;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.pprof.answer.ProfileAnswer;
import tbot.diag.pprof.answer.ProfileTaker;
import tbot.diag.pprof.answer.RecordingAnswer;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/**
 * A profile of everything since it was first requested, answered at once. With {@code seconds} it
 * is a profile of the next {@code seconds}.
 */
class CumulativeEndpoint extends PprofHandler {

  private final Recorder recorder;
  private final Symbols symbols;
  private final StoppableSpans spans;
  private final ProfileType type;
  private final CumulativeRecording.Totals totals;

  CumulativeEndpoint(
      Recorder recorder,
      Symbols symbols,
      StoppableSpans spans,
      ProfileType type,
      CumulativeRecording.Totals totals) {
    this.recorder = recorder;
    this.symbols = symbols;
    this.spans = spans;
    this.type = type;
    this.totals = totals;
  }

  @Override
  final void answer(Request request, Responder responder)
      throws IOException,
          InterruptedException,
          BadRequestException,
          ProfilerUnavailableException,
          SnapshotUnavailableException {
    Query query = new Query(request.uri());
    int seconds = query.seconds(0);
    StoppableSpans.Slot slot = spans.slot(query);
    if (FormatParameter.isRecording(query)) {
      RecordingAnswer.send(
          request,
          responder,
          name(request),
          recorder,
          type.kinds(),
          TimeUnit.SECONDS.toNanos(Math.max(1, seconds)),
          slot);
      return;
    }
    ProfileFormat format = FormatParameter.of(query);
    String name = name(request);
    if (seconds > 0) {
      new ProfileAnswer(request, responder, name + "-delta", format, symbols)
          .send(take(recorder, query, seconds), slot);
    } else {
      Profile profile = untilNow(query);
      new ProfileAnswer(request, responder, name, format, symbols).send(profile);
    }
  }

  /** Begins a profile of a span. */
  ProfileTaker take(Recorder recorder, Query query, int seconds)
      throws InterruptedException, BadRequestException, ProfilerUnavailableException {
    return new ProfileTaker(recorder, type, seconds);
  }

  /** The profile until now. */
  Profile untilNow(Query query)
      throws InterruptedException,
          BadRequestException,
          ProfilerUnavailableException,
          SnapshotUnavailableException {
    SampleTable samples = totals.untilNow();
    return new Profile(type.header().atNow(), samples);
  }
}
