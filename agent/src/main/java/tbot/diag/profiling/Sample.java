package tbot.diag.profiling;

/** One event that the profiler recorded. */
public final class Sample {

  private final EventKind kind;
  private final long timeNanos;
  private final CallStack stack;
  private final String thread;
  private final long count;
  private final long value;

  /**
   * Describes an event.
   *
   * @param kind what was sampled
   * @param timeNanos when, on the clock of {@link System#nanoTime}
   * @param stack where
   * @param thread the thread's name
   * @param count how many events this one stands for
   * @param value what they weigh together: nanoseconds for {@link EventKind#CPU}
   */
  public Sample(
      EventKind kind, long timeNanos, CallStack stack, String thread, long count, long value) {
    this.kind = kind;
    this.timeNanos = timeNanos;
    this.stack = stack;
    this.thread = thread;
    this.count = count;
    this.value = value;
  }

  /** What was sampled. */
  public EventKind kind() {
    return kind;
  }

  /** When, on the clock of {@link System#nanoTime}. */
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

  /** How many events this one stands for. */
  public long count() {
    return count;
  }

  /** What they weigh together: nanoseconds for {@link EventKind#CPU}. */
  public long value() {
    return value;
  }
}
