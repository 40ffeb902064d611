package tbot.diag.pprof.profile;

import java.util.Arrays;
import tbot.diag.profiling.stack.LongIndex;

/**
 * When each address was freed last, for a bounded number of addresses: it forgets those first that
 * were first freed long ago. Takes at most some 16 MB.
 */
final class FreedAddresses {

  private static final int MAX_ADDRESSES = 262_144;

  private final int limit;
  private Generation older = new Generation();
  private Generation newer = new Generation();
  private boolean forgotten;

  FreedAddresses() {
    this(MAX_ADDRESSES);
  }

  /**
   * With another bound.
   *
   * @param limit how many addresses a generation has; two are kept
   */
  FreedAddresses(int limit) {
    this.limit = limit;
  }

  /** Notes a free. */
  void add(long address, long timeNanos) {
    if (newer.size() >= limit) {
      forgotten |= older.size() > 0;
      older = newer;
      newer = new Generation();
    }
    newer.add(address, timeNanos);
  }

  /** Whether an address was freed at this time or later, as far as is known. */
  boolean since(long address, long timeNanos) {
    return newer.since(address, timeNanos) || older.since(address, timeNanos);
  }

  /** Whether the bound was reached. */
  boolean hasForgotten() {
    return forgotten;
  }

  private static final class Generation {

    private static final int INITIAL_SIZE = 256;

    private final LongIndex addresses = new LongIndex();
    // By the number of the address, from 1.
    private long[] times = new long[INITIAL_SIZE];
    private int size;

    int size() {
      return size;
    }

    void add(long address, long timeNanos) {
      int number = addresses.add(address);
      if (number > size) {
        size = number;
        if (number == times.length) {
          times = Arrays.copyOf(times, 2 * number);
        }
        times[number] = timeNanos;
      } else {
        times[number] = Math.max(times[number], timeNanos);
      }
    }

    boolean since(long address, long timeNanos) {
      int number = addresses.get(address);
      return number > 0 && times[number] >= timeNanos;
    }
  }
}
