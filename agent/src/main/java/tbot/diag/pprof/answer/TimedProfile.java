package tbot.diag.pprof.answer;

import java.util.concurrent.TimeUnit;

/** A profile whose span ends by the clock alone, or when it is cut short. Thread-safe. */
public abstract class TimedProfile implements PendingProfile {

  private final long startNanos = System.nanoTime();
  private volatile long nanos;

  /** Begins a span of this length. */
  protected TimedProfile(int seconds) {
    nanos = TimeUnit.SECONDS.toNanos(seconds);
  }

  /** The length of the span in nanoseconds; less than asked for once it was cut short. */
  @Override
  public final long nanos() {
    return nanos;
  }

  /** When the span ends, on the clock of {@link System#nanoTime}. */
  protected final long endNanos() {
    return startNanos + nanos;
  }

  @Override
  public final boolean await(long millis) {
    return System.nanoTime() - endNanos() >= 0;
  }

  @Override
  public synchronized void endNow() {
    nanos = Math.min(nanos, System.nanoTime() - startNanos);
  }

  /** Does nothing. */
  @Override
  public void close() {}
}
