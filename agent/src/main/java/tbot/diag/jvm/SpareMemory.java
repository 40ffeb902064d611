package tbot.diag.jvm;

/**
 * Whether the heap has room for more than the next object.
 *
 * <p>A class whose initialisation runs out of memory cannot be used again by anyone, for as long as
 * its loader lives. That may be a class of the JDK, which the host needs too. So whatever uses
 * classes for the first time looks here before.
 */
public final class SpareMemory {

  /** For code that has not run before: what loading and using its classes takes, generously. */
  public static final int FOR_NEW_CODE = 2 << 20;

  /** Small, so that any heap has room for it that is not all full. */
  private static final int BLOCK_BYTES = 32 * 1024;

  /** With so much more than wanted, fragments do not matter. */
  private static final int PLENTY = 4;

  /** Null until it is known. */
  private static volatile Boolean provoking;

  private SpareMemory() {}

  /**
   * Takes the memory and gives it back, if it is not plain that there is enough. Does nothing in a
   * JVM that may end by an error: to provoke one would be worse than what it could prevent.
   *
   * @param bytes how much must be free
   * @throws OutOfMemoryError if less is free, after all garbage was collected
   */
  public static void require(int bytes) {
    // At the first call, as a rule long before the heap is full.
    if (mayProvoke() && !isPlenty(bytes)) {
      take(bytes);
    }
  }

  /** How many bytes the heap has left, with what it may still grow by; garbage is not counted. */
  public static long free() {
    Runtime jvm = Runtime.getRuntime();
    return jvm.maxMemory() - jvm.totalMemory() + jvm.freeMemory();
  }

  private static boolean mayProvoke() {
    Boolean known = provoking;
    if (known == null) {
      known = !OutOfMemoryOptions.maySet();
      provoking = known;
    }
    return known;
  }

  private static boolean isPlenty(int bytes) {
    return free() / PLENTY >= bytes;
  }

  /** One thread at a time: many together would take what the host needs itself. */
  private static synchronized void take(int bytes) {
    byte[][] taken = new byte[bytes / BLOCK_BYTES][];
    for (int i = 0; i < taken.length; i++) {
      taken[i] = new byte[BLOCK_BYTES];
    }
  }
}
