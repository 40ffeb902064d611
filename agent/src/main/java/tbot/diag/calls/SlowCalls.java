package tbot.diag.calls;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * A log of the calls of a method that take at least as long as a threshold, and of the stacks that
 * their threads had meanwhile. Calls are reported by the host's own threads, which never wait for
 * it; a thread of ours samples the stacks of those under way.
 *
 * <p>Only the outermost call of a thread is logged: a recursion, a super call, or another overload
 * called inside belongs to the same call, so that its time counts once.
 */
public final class SlowCalls implements AutoCloseable {

  private static final String THREAD = "tbot-diag-latency";

  /** The sampling interval. */
  private static final long TICK_MILLIS = 20;

  /**
   * Stacks at a time. For each of them the JVM stops the thread for some microseconds, before Java
   * 13 the whole host. If more calls are under way, they take turns, and each is sampled less
   * often.
   */
  private static final int STACKS_PER_TICK = 8;

  /** Of the slow ones, and of those under way. Further calls are counted only. */
  private static final int MAX_CALLS = 20_000;

  /** Stacks that differ from the one before, of all calls; some 50 MB if all are deep. */
  private static final int MAX_STACKS = 20_000;

  private final long thresholdNanos;
  private final int maxCalls;
  private final int maxStacks;

  private final Set<Call> underWay = ConcurrentHashMap.newKeySet();
  private final Queue<Call> slow = new ConcurrentLinkedQueue<>();
  private final AtomicInteger slowCount = new AtomicInteger();
  private final LongAdder count = new LongAdder();
  private volatile boolean stopped;
  private volatile boolean full;

  /** Set while a call runs. A value of a JDK type: no class of ours stays in a host's thread. */
  private final ThreadLocal<Boolean> inside = new ThreadLocal<>();

  // Guarded by this object, as are the stacks of the calls. Threads of the host never hold it.
  private Iterator<Call> turn = Collections.emptyIterator();
  private int stacks;

  /**
   * An empty log. {@link #start} samples stacks for it.
   *
   * @param thresholdNanos of which calls are logged, in nanoseconds
   */
  public SlowCalls(long thresholdNanos) {
    this(thresholdNanos, MAX_CALLS, MAX_STACKS);
  }

  SlowCalls(long thresholdNanos, int maxCalls, int maxStacks) {
    this.thresholdNanos = thresholdNanos;
    this.maxCalls = maxCalls;
    this.maxStacks = maxStacks;
  }

  /** Begins to sample. */
  public void start() {
    Thread thread = new Thread(this::sampleUntilStopped, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /**
   * A call has begun on this thread.
   *
   * @return to be told of its end on the same thread, with what it returned and threw; null for a
   *     call that is not logged
   */
  public BiConsumer<Object, Throwable> begin() {
    return begin(Thread.currentThread());
  }

  /** A call whose stack is that of a thread which a test chooses. */
  BiConsumer<Object, Throwable> begin(Thread thread) {
    if (stopped || inside.get() != null) {
      return null;
    }
    count.increment();
    if (underWay.size() >= maxCalls) {
      full = true;
      return null;
    }
    Call call = new Call(thread, this::ended);
    underWay.add(call);
    inside.set(Boolean.TRUE);
    return call;
  }

  private void ended(Call call) {
    inside.remove();
    if (stopped) {
      // It was under way when the log ended.
      return;
    }
    if (call.nanos() >= thresholdNanos) {
      if (slowCount.incrementAndGet() <= maxCalls) {
        slow.add(call);
      } else {
        full = true;
      }
    }
    // Last: the end of the log finds each call in at least one of both.
    underWay.remove(call);
  }

  /** How many calls have begun. */
  public long count() {
    return count.sum();
  }

  /** Whether there were more slow calls, calls under way or stacks than the log takes. */
  public boolean isFull() {
    return full;
  }

  /** Logs and samples no more. What was logged is kept until the end. */
  public void stop() {
    stopped = true;
  }

  /**
   * Ends the log, and returns the slow calls of the time before.
   *
   * @param endNanos a moment on the clock of {@link System#nanoTime}, of which later calls and
   *     stacks are dropped; calls that were under way then have lasted until then
   */
  public List<SlowCall> end(long endNanos) {
    stop();
    synchronized (this) {
      // In both is one that ends at this moment.
      Set<Call> calls = new LinkedHashSet<>(underWay);
      calls.addAll(slow);
      List<SlowCall> result = new ArrayList<>();
      for (Call call : calls) {
        SlowCall part = call.until(endNanos);
        if (call.beganBefore(endNanos) && part.nanos() >= thresholdNanos) {
          result.add(part);
        }
      }
      close();
      return result;
    }
  }

  /** Stops, and forgets what was logged: a call that never ends holds a reference to the log. */
  @Override
  public void close() {
    stop();
    underWay.clear();
    slow.clear();
  }

  private void sampleUntilStopped() {
    while (!stopped) {
      try {
        sample();
      } catch (Throwable t) {
        // Memory is short, or a thread's class has a getStackTrace of its own. The next may do.
      }
      try {
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Samples the next calls, by turns. */
  synchronized void sample() {
    if (!turn.hasNext()) {
      turn = underWay.iterator();
    }
    for (int taken = 0; taken < STACKS_PER_TICK && turn.hasNext() && hasRoom(); ) {
      Call call = turn.next();
      if (!call.hasEnded()) {
        taken++;
        int before = call.stacks();
        call.sample();
        stacks += call.stacks() - before;
      }
    }
  }

  private boolean hasRoom() {
    if (stacks < maxStacks) {
      return true;
    }
    if (full) {
      return false;
    }
    // Those of calls that were fast in the end are gone. If few are, it is not worth a second
    // count.
    stacks = held(underWay) + held(slow);
    full = stacks >= maxStacks - maxStacks / 10;
    return stacks < maxStacks;
  }

  private static int held(Iterable<Call> calls) {
    int held = 0;
    for (Call call : calls) {
      held += call.stacks();
    }
    return held;
  }
}
