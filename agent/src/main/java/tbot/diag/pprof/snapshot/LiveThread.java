package tbot.diag.pprof.snapshot;

import java.lang.management.LockInfo;
import java.lang.management.ThreadInfo;

/** One thread as it was at the moment of a snapshot. Immutable. */
public final class LiveThread {

  /** The value of {@link #cpuNanos} where it is not known. */
  public static final long UNKNOWN = -1;

  private final String name;
  private final long id;
  private final String lock;
  private final String owner;
  private final long cpuNanos;

  private LiveThread(String name, long id, String lock, String owner, long cpuNanos) {
    this.name = name;
    this.id = id;
    this.lock = lock;
    this.owner = owner;
    this.cpuNanos = cpuNanos;
  }

  static LiveThread of(ThreadInfo thread, long cpuNanos) {
    LockInfo lock = thread.getLockInfo();
    return new LiveThread(
        thread.getThreadName(),
        thread.getThreadId(),
        lock == null ? null : describe(lock),
        thread.getLockOwnerName(),
        cpuNanos);
  }

  static LiveThread ofVirtual(String name, long id) {
    return new LiveThread(name, id, null, null, UNKNOWN);
  }

  private static String describe(LockInfo lock) {
    return String.format("%s <0x%08x>", lock.getClassName(), lock.getIdentityHashCode());
  }

  /** The name; may be empty. */
  public String name() {
    return name;
  }

  /** The thread's number in this JVM. */
  public long id() {
    return id;
  }

  /** The object that it waits for, as class and identity; null for none. */
  public String lock() {
    return lock;
  }

  /** The name of the thread that holds that object; null for none. */
  public String owner() {
    return owner;
  }

  /** CPU time since the thread began, or {@link #UNKNOWN}. */
  public long cpuNanos() {
    return cpuNanos;
  }
}
