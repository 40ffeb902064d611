package tbot.diag.calls;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

/**
 * A log of the calls of a method that take at least as long as a threshold, and of the stacks that
 * their threads had meanwhile. Calls are reported by the host's own threads, which never wait for
 * it; a thread of ours samples the stacks of those under way.
 */
public final class SlowCalls implements AutoCloseable {

  private static final String THREAD = "tbot-diag-latency";

  /** The sampling interval. */
  private static final long TICK_MILLIS = 20;

  /**
   * Stacks at a time. For each of them the JVM stops the thread for some microseconds, before Java
   * 13 the whole host. If more calls are under way, each is sampled less often.
   */
  private static final int STACKS_PER_TICK = 8;

  /** Further calls are counted only. */
  private static final int MAX_CALLS = 20_000;

  /** Stacks that differ from the one before, of all calls; some 50 MB if all are deep. */
  private static final int MAX_STACKS = 20_000;

  private final long thresholdNanos;
  private final int maxCalls;

  /**
   * Calls that have begun; those that have ended leave it at the next tick. Held while the log
   * takes calls out of it or ends them, not by the threads of the host, which add to it.
   */
  private final Queue<Call> begun = new ConcurrentLinkedQueue<>();

  private final Queue<Call> slow = new ConcurrentLinkedQueue<>();
  private final AtomicInteger slowCount = new AtomicInteger();
  private final LongAdder count = new LongAdder();
  private volatile boolean closed;
  private final AtomicInteger stacks = new AtomicInteger();

  /**
   * An empty log. {@link #start} samples stacks for it.
   *
   * @param thresholdNanos of which calls are logged, in nanoseconds
   */
  public SlowCalls(long thresholdNanos) {
    this(thresholdNanos, MAX_CALLS);
  }

  SlowCalls(long thresholdNanos, int maxCalls) {
    this.thresholdNanos = thresholdNanos;
    this.maxCalls = maxCalls;
  }

  /** Begins to sample. */
  public void start() {
    Thread thread = new Thread(this::sampleUntilClosed, THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  /**
   * A call has begun on this thread.
   *
   * @return to be told of its end, with what it returned and threw, on any thread
   */
  public BiConsumer<Object, Throwable> begin() {
    if (closed) {
      return null;
    }
    count.increment();
    Call call = new Call(Thread.currentThread(), this::ended);
    begun.add(call);
    return call;
  }

  private void ended(Call call) {
    if (call.nanos() >= thresholdNanos && slowCount.incrementAndGet() <= maxCalls) {
      slow.add(call);
    }
  }

  /** How many calls have begun. */
  public long count() {
    return count.sum();
  }

  /** Whether there were more slow calls, or stacks, than the log takes. */
  public boolean isFull() {
    return slowCount.get() > maxCalls || stacks.get() >= MAX_STACKS;
  }

  /**
   * Ends all calls that are under way, as far as this log is concerned, and returns the slow ones.
   *
   * @param nowNanos on the clock of {@link System#nanoTime}
   */
  public List<Call> end(long nowNanos) {
    close();
    synchronized (begun) {
      for (Call call : begun) {
        call.breakOff(nowNanos);
      }
    }
    return new ArrayList<>(slow);
  }

  /** Logs no more calls. */
  @Override
  public void close() {
    closed = true;
  }

  private void sampleUntilClosed() {
    while (!closed) {
      sample();
      try {
        TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Samples the calls that were not sampled for the longest time. */
  void sample() {
    int taken = 0;
    for (int left = begun.size(); left > 0; left--) {
      // The end of the log must find the call, which is out of the queue meanwhile.
      synchronized (begun) {
        Call call = begun.poll();
        if (call == null) {
          return;
        }
        if (!call.hasEnded()) {
          if (taken < STACKS_PER_TICK && stacks.get() < MAX_STACKS) {
            taken++;
            stacks.addAndGet(call.sample() ? 1 : 0);
          }
          begun.add(call);
        }
      }
    }
  }
}
