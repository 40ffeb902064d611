package tbot.diag.pprof.answer;

import java.util.concurrent.TimeUnit;

/** The time of a span that begins when this is made and that can be cut short. Thread-safe. */
public final class Countdown {

  private final long startNanos = System.nanoTime();
  private volatile long nanos;

  /** Begins a span of this length. */
  public Countdown(int seconds) {
    nanos = TimeUnit.SECONDS.toNanos(seconds);
  }

  /** The length of the span in nanoseconds; less than asked for once it was cut short. */
  public long nanos() {
    return nanos;
  }

  /** When the span ends, on the clock of {@link System#nanoTime}. */
  public long endNanos() {
    return startNanos + nanos;
  }

  /** Whether the span has ended. */
  public boolean isOver() {
    return System.nanoTime() - endNanos() >= 0;
  }

  /** Cuts the span short. */
  public synchronized void endNow() {
    nanos = Math.min(nanos, System.nanoTime() - startNanos);
  }
}
