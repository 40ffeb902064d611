package tbot.diag.metrics;

import java.util.concurrent.atomic.AtomicReference;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;

/**
 * Counts the host's SSH connections.
 *
 * <p>All figures change in one atomic step, so that every reading is consistent: {@code started =
 * handled + in flight}. Runs on the host's threads, so it takes no lock. It does not use the
 * metrics library, which must not be loaded before the first scrape.
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
