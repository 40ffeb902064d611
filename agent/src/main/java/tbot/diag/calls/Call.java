package tbot.diag.calls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A call, and what stacks its thread had. Each stack stands for the time since the one before it,
 * the last also for the time until the end: so the times add up to that of the call.
 */
public final class Call implements BiConsumer<Object, Throwable> {

  private static final String OURS = "tbot.diag.";
  private static final StackTraceElement[] NOT_SAMPLED = {};

  private final Thread thread;
  private final String threadName;
  private final Consumer<Call> onEnd;
  private final long startNanos = System.nanoTime();

  // Guarded by this object, which its thread holds for some instructions only.
  private final List<StackTraceElement[]> stacks = new ArrayList<>(2);
  private final List<Long> endsNanos = new ArrayList<>(2);

  private volatile boolean ended;
  private volatile boolean brokenOff;
  private volatile long endNanos;

  /**
   * A call that begins.
   *
   * @param onEnd gets it when it has ended
   */
  Call(Thread thread, Consumer<Call> onEnd) {
    this.thread = thread;
    this.threadName = thread.getName();
    this.onEnd = onEnd;
  }

  @Override
  public void accept(Object result, Throwable thrown) {
    end(System.nanoTime());
  }

  /** The log ends; the call goes on. */
  void breakOff(long nowNanos) {
    brokenOff = end(nowNanos);
  }

  private boolean end(long nowNanos) {
    synchronized (this) {
      if (ended) {
        return false;
      }
      endNanos = nowNanos;
      ended = true;
    }
    onEnd.accept(this);
    return true;
  }

  boolean hasEnded() {
    return ended;
  }

  /**
   * Takes the stack of the thread.
   *
   * @return whether it differs from the one before
   */
  boolean sample() {
    StackTraceElement[] stack = thread.getStackTrace();
    long now = System.nanoTime();
    if (stack.length == 0 || stack[0].getClassName().startsWith(OURS)) {
      return false;
    }
    synchronized (this) {
      if (ended) {
        // The stack may be from after it.
        return false;
      }
      int last = stacks.size() - 1;
      if (last >= 0 && Arrays.equals(stacks.get(last), stack)) {
        endsNanos.set(last, now);
        return false;
      }
      stacks.add(stack);
      endsNanos.add(now);
      return true;
    }
  }

  /** The name that the thread had when the call began. */
  public String thread() {
    return threadName;
  }

  /** How long it took, in nanoseconds; for a call under way, until the log ended. */
  public long nanos() {
    return endNanos - startNanos;
  }

  /** Whether it was still under way when the log ended. */
  public boolean isUnderWay() {
    return brokenOff;
  }

  /** Visits the stacks in their order; one without frames if none was sampled. */
  public synchronized void forEach(Visitor visitor) {
    if (stacks.isEmpty()) {
      visitor.visit(nanos(), NOT_SAMPLED);
    }
    long from = startNanos;
    for (int i = 0; i < stacks.size(); i++) {
      long to = i == stacks.size() - 1 ? endNanos : endsNanos.get(i);
      visitor.visit(to - from, stacks.get(i));
      from = to;
    }
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
