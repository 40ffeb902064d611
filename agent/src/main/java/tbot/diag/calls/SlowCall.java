package tbot.diag.calls;

import java.util.List;

/**
 * A slow call, and what stacks its thread had. Each stack stands for the time since the one before
 * it, the last also for the time until the end: so the times add up to that of the call.
 */
public final class SlowCall {

  private static final StackTraceElement[] NOT_SAMPLED = {};

  private final String thread;
  private final long startNanos;
  private final long endNanos;
  private final boolean underWay;
  private final List<StackTraceElement[]> stacks;
  private final List<Long> timesNanos;

  SlowCall(
      String thread,
      long startNanos,
      long endNanos,
      boolean underWay,
      List<StackTraceElement[]> stacks,
      List<Long> timesNanos) {
    this.thread = thread;
    this.startNanos = startNanos;
    this.endNanos = endNanos;
    this.underWay = underWay;
    this.stacks = stacks;
    this.timesNanos = timesNanos;
  }

  /** The name that the thread had when the call began. */
  public String thread() {
    return thread;
  }

  /** How long it took, in nanoseconds; for a call under way, until the log ended. */
  public long nanos() {
    return endNanos - startNanos;
  }

  /** Whether it was still under way when the log ended. */
  public boolean isUnderWay() {
    return underWay;
  }

  /** Visits the stacks in their order; one without frames if none was sampled. */
  public void forEach(Visitor visitor) {
    int before = stacksBefore(endNanos);
    if (before == 0) {
      visitor.visit(nanos(), NOT_SAMPLED);
    }
    long from = startNanos;
    for (int i = 0; i < before; i++) {
      long to = i == before - 1 ? endNanos : timesNanos.get(i);
      visitor.visit(to - from, stacks.get(i));
      from = to;
    }
  }

  /** The log may end in the past, so that stacks were taken after its end. */
  private int stacksBefore(long nanos) {
    int before = 0;
    long from = startNanos;
    while (before < stacks.size() && from - nanos < 0) {
      from = timesNanos.get(before);
      before++;
    }
    return before;
  }

  /** Gets one stack after the other. */
  public interface Visitor {
    /**
     * Visits a stack.
     *
     * @param nanos the time that it stands for
     * @param stack the innermost frame first
     */
    void visit(long nanos, StackTraceElement... stack);
  }
}
