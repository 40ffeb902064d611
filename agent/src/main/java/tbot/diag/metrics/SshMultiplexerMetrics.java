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
 *
 * <p>tbot's metrics are always there. Those that tbot does not have are left out until something
 * can be counted, so that other hosts have no series without a meaning.
 */
public final class SshMultiplexerMetrics implements ConnectionListener {

  private final AtomicReference<ConnectionCounts> counts =
      new AtomicReference<ConnectionCounts>(ConnectionCounts.NONE);

  private volatile boolean multiplexer;

  /** The host has an SSH server, or a method that handles connections. */
  public void multiplexerFound() {
    multiplexer = true;
  }

  /** Whether the metrics that tbot does not have are shown. */
  public boolean hasMultiplexer() {
    return multiplexer || counts.get().started() > 0;
  }

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

  /** The counts of this moment. */
  public ConnectionCounts read() {
    return counts.get();
  }
}
