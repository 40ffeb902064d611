package tbot.diag.profiling.sample;

import tbot.diag.profiling.stack.CallStack;

/** One event that the profiler recorded. */
public final class Sample {

  private final EventKind kind;
  private final long timeNanos;
  private final CallStack stack;
  private final String thread;
  private final String type;
  private final long count;
  private final long value;
  private final double objects;

  /**
   * Describes an event.
   *
   * @param kind what was sampled
   * @param timeNanos when, on the clock of {@link System#nanoTime}
   * @param stack where
   * @param thread the thread's name
   * @param type the class that was allocated or waited for; empty where there is none
   * @param count how many events of this sort were recorded in one
   * @param value nanoseconds of time or of waiting, or the size of the object in bytes
   */
  public Sample(
      EventKind kind,
      long timeNanos,
      CallStack stack,
      String thread,
      String type,
      long count,
      long value) {
    this(kind, timeNanos, stack, thread, type, count, value, 1);
  }

  private Sample(
      EventKind kind,
      long timeNanos,
      CallStack stack,
      String thread,
      String type,
      long count,
      long value,
      double objects) {
    this.objects = objects;
    this.kind = kind;
    this.timeNanos = timeNanos;
    this.stack = stack;
    this.thread = thread;
    this.type = type;
    this.count = count;
    this.value = value;
  }

  /**
   * The same event as one of several that were not recorded.
   *
   * @param objects how many allocations of this size it stands for, itself among them; 1 or more
   */
  public Sample standingFor(double objects) {
    return new Sample(kind, timeNanos, stack, thread, type, count, value, objects);
  }

  /** What was sampled. */
  public EventKind kind() {
    return kind;
  }

  /** When, on the clock of {@link System#nanoTime}; for a wait when it ended. */
  public long timeNanos() {
    return timeNanos;
  }

  /** Where. */
  public CallStack stack() {
    return stack;
  }

  /** The thread's name. */
  public String thread() {
    return thread;
  }

  /** The class that was allocated or waited for, as in source code; empty where there is none. */
  public String type() {
    return type;
  }

  /** How many events of this sort were recorded in one. */
  public long count() {
    return count;
  }

  /**
   * Nanoseconds for {@link EventKind#CPU}, {@link EventKind#WALL} and {@link EventKind#LOCK}, all
   * of {@link #count} together; else the size of the object in bytes. As recorded: what was left
   * out by sampling is not made up for.
   */
  public long value() {
    return value;
  }

  /** How many allocations of this size it stands for; 1 for what is no allocation in the heap. */
  public double objects() {
    return objects;
  }
}
