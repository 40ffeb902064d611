package tbot.diag.metrics;

import java.util.concurrent.atomic.AtomicReference;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;

/**
 * Counts the host's SSH connections.
 *
 * <p>All figures move in one atomic step, so that any reading of them agrees with itself: {@code
 * started = handled + in flight}. Called on the host's threads: takes no lock, and knows nothing of
 * the metrics library, which must not be loaded before the first scrape.
 */
public final class SshMultiplexerMetrics implements ConnectionListener {

  private final AtomicReference<ConnectionCounts> counts =
      new AtomicReference<ConnectionCounts>(ConnectionCounts.NONE);

  @Override
  public void started() {
    ConnectionCounts before;
    do {
      before = counts.get();
    } while (!counts.compareAndSet(before, before.plusStarted()));
  }

  @Override
  public void ended(Outcome outcome, ErrorReason reason, long durationNanos) {
    ConnectionCounts before;
    do {
      before = counts.get();
    } while (!counts.compareAndSet(before, before.plusEnded(outcome, reason, durationNanos)));
  }

  ConnectionCounts read() {
    return counts.get();
  }
}
