package tbot.diag.pprof;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import tbot.diag.calls.MethodTracer;
import tbot.diag.calls.TraceUnavailableException;
import tbot.diag.config.value.GoDuration;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.pprof.answer.ProfileAnswer;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.format.Symbols;

/**
 * {@code /debug/pprof/latency?method=com.example.C%23m&threshold=50ms}: where the time of slow
 * calls goes, by the stacks that their threads have meanwhile, for the next {@code seconds} (30
 * when absent).
 */
final class LatencyEndpoint extends PprofHandler {

  static final long DEFAULT_THRESHOLD_MILLIS = 50;
  static final String EXAMPLE_METHOD = "com.example.Bot#renew";
  private static final long MAX_THRESHOLD_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final Symbols symbols;
  private final StoppableSpans spans;
  private final MethodTracer tracer;

  LatencyEndpoint(Symbols symbols, StoppableSpans spans, MethodTracer tracer) {
    this.symbols = symbols;
    this.spans = spans;
    this.tracer = tracer;
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException, InterruptedException, BadRequestException {
    Query query = new Query(request.uri());
    int seconds = query.seconds(SpanEndpoint.DEFAULT_SECONDS);
    HandlerSpec method = method(query);
    long thresholdNanos = TimeUnit.MILLISECONDS.toNanos(thresholdMillis(query));
    StoppableSpans.Slot slot = spans.slot(query);
    ProfileAnswer answer =
        new ProfileAnswer(
            request, responder, name(request), FormatParameter.ofSpan(query), symbols);
    try {
      answer.send(LatencyProfile.begin(tracer, method, thresholdNanos, seconds), slot);
    } catch (TraceUnavailableException e) {
      throw new BadRequestException("method: " + e.getMessage());
    }
  }

  private static HandlerSpec method(Query query) throws BadRequestException {
    String text = query.get("method");
    if (text == null || text.isEmpty()) {
      throw new BadRequestException(
          "no \"method\" - add method=com.example.Bot%23renew (%23 is the # of Class#method)");
    }
    try {
      return HandlerSpec.of(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequestException("invalid value for \"method\" - it " + e.getMessage());
    }
  }

  private static long thresholdMillis(Query query) throws BadRequestException {
    String text = query.get("threshold");
    if (text == null || text.isEmpty()) {
      return DEFAULT_THRESHOLD_MILLIS;
    }
    try {
      long millis = GoDuration.parseMillis(text);
      if (millis >= 1 && millis <= MAX_THRESHOLD_MILLIS) {
        return millis;
      }
    } catch (IllegalArgumentException e) {
      // The same answer as for what is out of range.
    }
    throw new BadRequestException(
        "invalid value for \"threshold\" - must be a duration from 1ms to 1h, such as 50ms");
  }
}
