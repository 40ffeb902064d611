package tbot.diag.pprof;

import java.util.List;
import java.util.concurrent.TimeUnit;
import tbot.diag.calls.MethodTracer;
import tbot.diag.calls.SlowCall;
import tbot.diag.calls.SlowCalls;
import tbot.diag.calls.TraceUnavailableException;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.pprof.answer.TimedProfile;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.pprof.snapshot.StackElements;
import tbot.diag.profiling.stack.CallStack;

/**
 * The elapsed time of slow calls of one method, by stack and thread. The stacks of a call are kept
 * until it ends, since only then is known whether it was slow.
 */
final class LatencyProfile extends TimedProfile {

  /** The stack of calls that ended before the first sample. */
  private static final CallStack NOT_SAMPLED = CallStack.ofNative("(not sampled)");

  private final HandlerSpec method;
  private final long thresholdNanos;
  private final SlowCalls calls;
  private final MethodTracer.Trace trace;
  private final ProfileHeader header;

  /**
   * Begins the span.
   *
   * @param thresholdNanos how long a slow call takes at least, in nanoseconds
   * @param seconds the length of the span
   * @throws TraceUnavailableException if the method cannot be traced
   */
  static LatencyProfile begin(
      MethodTracer tracer, HandlerSpec method, long thresholdNanos, int seconds)
      throws InterruptedException, TraceUnavailableException {
    SlowCalls calls = new SlowCalls(thresholdNanos);
    boolean begun = false;
    try {
      // First: if the host may have no more threads, nothing is traced.
      calls.start();
      MethodTracer.Trace trace = tracer.begin(method, calls);
      begun = true;
      return new LatencyProfile(method, thresholdNanos, calls, trace, seconds);
    } finally {
      if (!begun) {
        calls.close();
      }
    }
  }

  private LatencyProfile(
      HandlerSpec method,
      long thresholdNanos,
      SlowCalls calls,
      MethodTracer.Trace trace,
      int seconds) {
    super(seconds);
    this.method = method;
    this.thresholdNanos = thresholdNanos;
    this.calls = calls;
    this.trace = trace;
    ValueType time = new ValueType("latency", "nanoseconds");
    header =
        new ProfileHeader(time, 1, new ValueType("calls", "count"), time)
            .variant("of " + method + ", " + millis(thresholdNanos) + " or longer")
            .ofThisJvm()
            .atNow();
  }

  @Override
  public Profile profile() {
    boolean hooked = trace.isHooked();
    SampleTable samples = SampleTable.ofSpan(2);
    StackElements elements = new StackElements();
    List<SlowCall> slow = calls.end(endNanos());
    for (SlowCall call : slow) {
      add(call, samples, elements);
    }
    ProfileHeader described = header.lasting(nanos()).comment(summary(slow, hooked));
    if (calls.isFull()) {
      described =
          described.comment("lost: there were too many slow calls or stacks to keep them all");
    }
    return new Profile(described, samples);
  }

  /** The first of its stacks counts the call, so that the calls add up. */
  private static void add(SlowCall call, SampleTable samples, StackElements elements) {
    Label thread = Label.text(Label.THREAD, call.thread());
    int[] counted = {1};
    call.forEach(
        (time, stack) -> {
          CallStack where = stack.length == 0 ? NOT_SAMPLED : elements.stack(stack);
          samples.add(where, thread, counted[0], time);
          counted[0] = 0;
        });
  }

  private String summary(List<SlowCall> slow, boolean hooked) {
    if (!hooked) {
      return "latency: no class " + method.className() + " is loaded";
    }
    long longest = 0;
    long total = 0;
    int underWay = 0;
    for (SlowCall call : slow) {
      longest = Math.max(longest, call.nanos());
      total += call.nanos();
      underWay += call.isUnderWay() ? 1 : 0;
    }
    String text = "latency: " + slow.size() + " of " + calls.count() + " calls of " + method;
    text += " took " + millis(thresholdNanos) + " or longer";
    if (!slow.isEmpty()) {
      text += ", the longest " + millis(longest) + ", together " + millis(total);
    }
    return underWay == 0 ? text : text + "; " + underWay + " had not ended";
  }

  private static String millis(long time) {
    return TimeUnit.NANOSECONDS.toMillis(time) + " ms";
  }

  @Override
  public synchronized void endNow() {
    super.endNow();
    calls.stop();
  }

  @Override
  public void close() {
    calls.close();
    trace.close();
  }
}
