package tbot.diag.pprof;

import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.LongMap;

/**
 * Gives each code location its address, and knows the function at an address.
 *
 * <p>Java code has no address that lasts: the JIT compiler moves it. Clients, however, tell
 * locations apart by their addresses and compare them between profiles. So an address is computed
 * from the content, that is the function and line of the frame and of those inlined into it. The
 * same location gets the same address in every profile, of other runs too, and nothing has to be
 * remembered for it. Two locations of one process share an address with a chance of one in a
 * million million even when there are a thousand of them, and of one in a million for a million.
 *
 * <p>Only {@code /debug/pprof/symbol}, which asks in the other direction, needs memory: the
 * functions of the addresses given out last are kept, up to a bound.
 */
final class AddressBook {

  private static final int MAX_NAMES = 16_384;

  // Those given out last, and when that is full, those before: no order has to be kept.
  private LongMap<String> recent = new LongMap<>();
  private LongMap<String> older = new LongMap<>();

  /**
   * The address of a location.
   *
   * @param from the first of its frames, the innermost
   * @param to behind the last of its frames
   */
  long addressOf(CallStack stack, int from, int to) {
    long hash = stack.contentHash(from, to);
    long address = CodeRange.of(stack.frame(to - 1).function().origin()).address(hash);
    remember(address, stack.frame(from).function().name());
    return address;
  }

  private synchronized void remember(long address, String name) {
    if (recent.size() >= MAX_NAMES) {
      older = recent;
      recent = new LongMap<>();
    }
    recent.put(address, name);
  }

  /** The function at an address, the innermost where one was inlined; null when unknown. */
  synchronized String nameAt(long address) {
    String name = recent.get(address);
    return name != null ? name : older.get(address);
  }
}
