package tbot.diag.pprof;

import java.io.IOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.pprof.answer.ProfileAnswer;
import tbot.diag.pprof.answer.ProfileTaker;
import tbot.diag.pprof.answer.RecordingAnswer;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/** A profile of the next {@code seconds} (30 when absent). */
final class SpanEndpoint extends PprofHandler {

  static final int DEFAULT_SECONDS = 30;

  private final Recorder recorder;
  private final SyntheticAddresses addresses;
  private final StoppableSpans spans;
  private final ProfileType type;

  SpanEndpoint(
      Recorder recorder, SyntheticAddresses addresses, StoppableSpans spans, ProfileType type) {
    this.recorder = recorder;
    this.addresses = addresses;
    this.spans = spans;
    this.type = type;
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(request.uri());
    int seconds = query.seconds(DEFAULT_SECONDS);
    StoppableSpans.Slot slot = spans.slot(query);
    if (FormatParameter.isRecording(query)) {
      RecordingAnswer.send(
          request, responder, name(request), recorder, type.kinds(), seconds, slot);
      return;
    }
    // Parsed before the profiler starts.
    ProfileAnswer answer =
        new ProfileAnswer(
            request, responder, name(request), FormatParameter.ofSpan(query), addresses);
    answer.send(new ProfileTaker(recorder, type, seconds), slot);
  }
}
