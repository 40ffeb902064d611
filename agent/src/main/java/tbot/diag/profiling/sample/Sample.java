package tbot.diag.profiling.sample;

import tbot.diag.profiling.stack.CallStack;

/** One event that the profiler recorded. Immutable. */
public final class Sample {

  private final EventKind kind;
  private final long timeNanos;
  private final CallStack stack;
  private final String thread;
  private final String type;
  private final long count;
  private final long value;
  private final double objects;
  private final long address;

  /**
   * A sample that stands for itself only. The parameters are described at the methods of the same
   * name.
   */
  public Sample(
      EventKind kind,
      long timeNanos,
      CallStack stack,
      String thread,
      String type,
      long count,
      long value) {
    this(kind, timeNanos, stack, thread, type, count, value, 1, 0);
  }

  private Sample(
      EventKind kind,
      long timeNanos,
      CallStack stack,
      String thread,
      String type,
      long count,
      long value,
      double objects,
      long address) {
    this.objects = objects;
    this.address = address;
    this.kind = kind;
    this.timeNanos = timeNanos;
    this.stack = stack;
    this.thread = thread;
    this.type = type;
    this.count = count;
    this.value = value;
  }

  /**
   * The same sample with another weight.
   *
   * @param objects the number of allocations of this size that it stands for, itself included; 1 or
   *     more
   */
  public Sample standingFor(double objects) {
    return new Sample(kind, timeNanos, stack, thread, type, count, value, objects, address);
  }

  /** The same sample of native memory at an address. */
  public Sample at(long newAddress) {
    return new Sample(kind, timeNanos, stack, thread, type, count, value, objects, newAddress);
  }

  /** What was sampled. */
  public EventKind kind() {
    return kind;
  }

  /** When it was taken, on the clock of {@link System#nanoTime}; for a wait, when that ended. */
  public long timeNanos() {
    return timeNanos;
  }

  /** The stack of the thread. */
  public CallStack stack() {
    return stack;
  }

  /** The thread's name. */
  public String thread() {
    return thread;
  }

  /** The class that was allocated or waited for, as in source code; empty for other kinds. */
  public String type() {
    return type;
  }

  /** The number of equal events that were recorded as this one. */
  public long count() {
    return count;
  }

  /**
   * Nanoseconds for {@link EventKind#CPU}, {@link EventKind#WALL} and {@link EventKind#LOCK}, the
   * total of all {@link #count} events; 0 for {@link EventKind#NATIVE_FREE}; otherwise the size of
   * the object in bytes, not scaled by {@link #objects}.
   */
  public long value() {
    return value;
  }

  /**
   * The number of allocations of this size that it stands for; 1 for samples other than {@link
   * EventKind#ALLOC} and {@link EventKind#LIVE}.
   */
  public double objects() {
    return objects;
  }

  /**
   * Where the memory begins that was allocated or freed; 0 for samples other than {@link
   * EventKind#NATIVEMEM} and {@link EventKind#NATIVE_FREE}.
   */
  public long address() {
    return address;
  }
}
