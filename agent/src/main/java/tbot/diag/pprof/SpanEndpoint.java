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
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/**
 * A profile of the next {@code seconds} (30 when absent). A profile may have a variant, which
 * {@code PARAMETER=1} selects.
 */
final class SpanEndpoint extends PprofHandler {

  static final int DEFAULT_SECONDS = 30;

  private final Recorder recorder;
  private final Symbols symbols;
  private final StoppableSpans spans;
  private final ProfileType type;

  private final String parameter;
  private final ProfileType variant;

  SpanEndpoint(Recorder recorder, Symbols symbols, StoppableSpans spans, ProfileType type) {
    this(recorder, symbols, spans, type, null, type);
  }

  /**
   * An endpoint with a variant.
   *
   * @param parameter selects the variant if it is 1; null if there is none
   */
  SpanEndpoint(
      Recorder recorder,
      Symbols symbols,
      StoppableSpans spans,
      ProfileType type,
      String parameter,
      ProfileType variant) {
    this.recorder = recorder;
    this.symbols = symbols;
    this.spans = spans;
    this.type = type;
    this.parameter = parameter;
    this.variant = variant;
  }

  private ProfileType chosen(Query query) throws BadRequestException {
    String value = parameter == null ? null : query.get(parameter);
    if (value == null || value.isEmpty() || value.equals("0")) {
      return type;
    }
    if (!value.equals("1")) {
      throw new BadRequestException("invalid value for \"" + parameter + "\" - must be 1 or 0");
    }
    return variant;
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(request.uri());
    int seconds = query.seconds(DEFAULT_SECONDS);
    ProfileType wanted = chosen(query);
    StoppableSpans.Slot slot = spans.slot(query);
    long nanos = TimeUnit.SECONDS.toNanos(seconds);
    if (FormatParameter.isRecording(query)) {
      RecordingAnswer.send(
          request, responder, name(request), recorder, wanted.kinds(), nanos, slot);
      return;
    }
    if (type.isOfTime() && FormatParameter.isHeatmap(query)) {
      RecordingAnswer.sendHeatmap(responder, name(request), recorder, type, nanos, slot);
      return;
    }
    // Parsed before the profiler starts.
    ProfileFormat format =
        type.isOfTime() ? FormatParameter.ofTime(query) : FormatParameter.ofSpan(query);
    ProfileAnswer answer = new ProfileAnswer(request, responder, name(request), format, symbols);
    answer.send(new ProfileTaker(recorder, wanted, seconds), slot);
  }
}
