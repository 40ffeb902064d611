package tbot.diag.pprof.snapshot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import tbot.diag.profiling.stack.CallStack;

/** The threads with one stack and one state. */
public final class StackGroup {

  /** Threads that are kept one by one; a million virtual threads must not fill the heap. */
  static final int MAX_THREADS = 200;

  private final Key key;
  private final List<LiveThread> threads = new ArrayList<>();
  private int count;
  private long cpuNanos;

  StackGroup(Key key) {
    this.key = key;
  }

  /** What the threads of a group have in common. */
  static final class Key {

    private final CallStack stack;
    private final String state;
    private final String lockClass;

    Key(CallStack stack, String state, String lockClass) {
      this.stack = stack;
      this.state = state;
      this.lockClass = lockClass;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key
          && stack.equals(((Key) other).stack)
          && state.equals(((Key) other).state)
          && Objects.equals(lockClass, ((Key) other).lockClass);
    }

    @Override
    public int hashCode() {
      return Objects.hash(stack, state, lockClass);
    }
  }

  void add(LiveThread thread) {
    count++;
    cpuNanos += Math.max(0, thread.cpuNanos());
    if (threads.size() < MAX_THREADS) {
      threads.add(thread);
    }
  }

  /** The stack, the innermost frame first. */
  public CallStack stack() {
    return key.stack;
  }

  /** The state as {@link Thread.State} names it, after {@code virtual} for a virtual thread. */
  public String state() {
    return key.state;
  }

  /** The class of what the threads wait for; null for none. */
  public String lockClass() {
    return key.lockClass;
  }

  /** The number of threads. */
  public int count() {
    return count;
  }

  /** The first threads, some hundreds at most. */
  public List<LiveThread> threads() {
    return Collections.unmodifiableList(threads);
  }

  /** CPU time of all threads together, of those for which it is known. */
  public long cpuNanos() {
    return cpuNanos;
  }
}
