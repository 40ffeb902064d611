package tbot.diag.pprof;

import java.io.IOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Body;
import tbot.diag.http.BodyOutput;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.pprof.answer.ProfileAnswer;
import tbot.diag.pprof.answer.SpanAnswer;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.answer.TimedProfile;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.pprof.snapshot.LeakedThreads;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.pprof.snapshot.StackElements;
import tbot.diag.pprof.snapshot.ThreadWatch;

/**
 * {@code /debug/pprof/goroutineleak}, Java's counterpart of Go's profile of leaked goroutines: the
 * threads in a deadlock; with {@code seconds} also those that are stuck, which neither ran nor
 * moved for so long. The label {@code leak} tells which. {@code debug=2} is a dump of them.
 */
final class GoroutineLeakEndpoint extends PprofHandler {

  private static final int FULL_DUMP = 2;

  private final Symbols symbols;
  private final StoppableSpans spans;

  GoroutineLeakEndpoint(Symbols symbols, StoppableSpans spans) {
    this.symbols = symbols;
    this.spans = spans;
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException, BadRequestException, SnapshotUnavailableException {
    Query query = new Query(request.uri());
    int seconds = query.seconds(0);
    ProfileFormat format = FormatParameter.orText(query);
    boolean dump = format == ProfileFormat.LEGACY_TEXT && query.debug() >= FULL_DUMP;
    ProfileAnswer answer = new ProfileAnswer(request, responder, name(request), format, symbols);
    StoppableSpans.Slot slot = spans.slot(query);
    if (seconds > 0) {
      Watch watch = new Watch(name(request), seconds);
      if (dump) {
        SpanAnswer.begin(responder, textHead(), slot.hold(watch), () -> body(watch.leaked()));
      } else {
        answer.send(watch, slot);
      }
    } else if (dump) {
      responder.send(new Response(textHead(), body(LeakedThreads.deadlocked())));
    } else {
      answer.send(profile(name(request), LeakedThreads.deadlocked(), 0));
    }
  }

  private static ResponseHead textHead() {
    return ResponseHead.of(200, ResponseHead.TEXT);
  }

  private static Body body(LeakedThreads leaked) throws IOException {
    BodyOutput out = new BodyOutput();
    leaked.writeTo(out);
    return out.body();
  }

  private static Profile profile(String name, LeakedThreads leaked, long nanos) {
    SampleTable samples = SampleTable.ofSpan(1);
    StackElements elements = new StackElements();
    leaked.forEach(
        (cause, trace) -> samples.add(elements.stack(trace), Label.text("leak", cause.label()), 1));
    ValueType type = new ValueType(name, "count");
    ProfileHeader header = new ProfileHeader(type, 1, type).ofThisJvm().atNow();
    return new Profile(header.lasting(nanos), samples);
  }

  /** The span in which stuck threads are found. */
  private static final class Watch extends TimedProfile {

    private final String name;
    private final ThreadWatch threads;

    Watch(String name, int seconds) throws SnapshotUnavailableException {
      super(seconds);
      this.name = name;
      threads = ThreadWatch.begin();
    }

    LeakedThreads leaked() {
      return threads.end();
    }

    @Override
    public Profile profile() {
      return GoroutineLeakEndpoint.profile(name, leaked(), nanos());
    }
  }
}
