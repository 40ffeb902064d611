package tbot.diag.calls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A call that has begun, and what stacks its thread had. Its own thread ends it, without a lock;
 * everything else is for one other thread at a time.
 */
final class Call implements BiConsumer<Object, Throwable> {

  private static final String OURS = "tbot.diag.";

  private final Thread thread;
  private final String threadName;
  private final Consumer<Call> onEnd;
  private final long startNanos = System.nanoTime();

  // Most calls end before their first sample, so they get no lists.
  private List<StackTraceElement[]> stacks = Collections.emptyList();
  private List<Long> timesNanos = Collections.emptyList();

  private long endNanos;
  private volatile boolean ended;

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
    endNanos = System.nanoTime();
    ended = true;
    onEnd.accept(this);
  }

  boolean hasEnded() {
    return ended;
  }

  /** How long it took, in nanoseconds; for a call that has ended. */
  long nanos() {
    return endNanos - startNanos;
  }

  /** How many stacks are kept of it. */
  int stacks() {
    return stacks.size();
  }

  /** Takes the stack of the thread, and keeps it if it differs from the one before. */
  void sample() {
    StackTraceElement[] stack = thread.getStackTrace();
    long now = System.nanoTime();
    // A call that has ended meanwhile: the stack may be from after it.
    if (ended || stack.length == 0 || stack[0].getClassName().startsWith(OURS)) {
      return;
    }
    int last = stacks.size() - 1;
    if (last >= 0 && Arrays.equals(stacks.get(last), stack)) {
      timesNanos.set(last, now);
      return;
    }
    if (last < 0) {
      stacks = new ArrayList<>(2);
      timesNanos = new ArrayList<>(2);
    }
    stacks.add(stack);
    timesNanos.add(now);
  }

  /** Whether it began before a moment on the clock of {@link System#nanoTime}. */
  boolean beganBefore(long nanos) {
    return startNanos - nanos < 0;
  }

  /**
   * What of it was before a moment.
   *
   * @param nanos on the clock of {@link System#nanoTime}
   */
  SlowCall until(long nanos) {
    boolean underWay = !ended || endNanos - nanos > 0;
    return new SlowCall(
        threadName, startNanos, underWay ? nanos : endNanos, underWay, stacks, timesNanos);
  }
}
