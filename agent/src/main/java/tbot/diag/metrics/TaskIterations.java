package tbot.diag.metrics;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Counts the iterations of one task. All figures change in one atomic step, so that every reading
 * is consistent. Runs on the host's threads, so it takes no lock.
 */
public final class TaskIterations {

  private final String type;
  private final String name;
  private final AtomicReference<IterationCounts> counts =
      new AtomicReference<IterationCounts>(IterationCounts.NONE);

  TaskIterations(String type, String name) {
    this.type = type;
    this.name = name;
  }

  /** An iteration has begun. */
  public void started() {
    IterationCounts before;
    do {
      before = counts.get();
    } while (!counts.compareAndSet(before, before.plusStarted()));
  }

  /**
   * An iteration has ended; its start has been counted.
   *
   * @param durationNanos the time since its start, in nanoseconds
   */
  public void ended(boolean success, long durationNanos) {
    IterationCounts before;
    do {
      before = counts.get();
    } while (!counts.compareAndSet(before, before.plusEnded(success, durationNanos)));
  }

  /** The label {@code service}. */
  String type() {
    return type;
  }

  /** The label {@code name}. */
  String name() {
    return name;
  }

  IterationCounts read() {
    return counts.get();
  }
}
