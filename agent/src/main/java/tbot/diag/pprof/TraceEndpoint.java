package tbot.diag.pprof;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.pprof.answer.RecordingAnswer;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.profiling.EventUnsupportedException;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.sample.EventKind;

/**
 * {@code /debug/pprof/trace}: a JFR recording of CPU time, elapsed time, allocations and waits for
 * {@code seconds} (1 when absent, may be a fraction as in Go), for JDK Mission Control and {@code
 * jfr}.
 */
final class TraceEndpoint extends PprofHandler {

  static final int DEFAULT_SECONDS = 1;

  private final Recorder recorder;
  private final StoppableSpans spans;

  TraceEndpoint(Recorder recorder, StoppableSpans spans) {
    this.recorder = recorder;
    this.spans = spans;
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException, InterruptedException, BadRequestException, ProfilerUnavailableException {
    Query query = new Query(request.uri());
    long nanos = query.fractionOfSeconds(TimeUnit.SECONDS.toNanos(DEFAULT_SECONDS));
    StoppableSpans.Slot slot = spans.slot(query);
    Set<EventKind> kinds =
        EnumSet.of(EventKind.CPU, EventKind.WALL, EventKind.ALLOC, EventKind.LOCK);
    try {
      RecordingAnswer.send(request, responder, name(request), recorder, kinds, nanos, slot);
    } catch (EventUnsupportedException e) {
      // Java 8 may be unable to sample allocations; the rest is still useful.
      kinds.remove(EventKind.ALLOC);
      RecordingAnswer.send(request, responder, name(request), recorder, kinds, nanos, slot);
    }
  }
}
