package tbot.diag.pprof.format;

import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.LongMap;

/**
 * Gives each code location an address, and finds the function at an address.
 *
 * <p>Java code has no stable address: the JIT compiler moves it. But clients identify locations by
 * address and compare profiles by them. So an address is a hash of the content: the function and
 * line of the frame and of the frames inlined into it. The same location has the same address in
 * every profile, even after a restart, and no table of them is needed. The probability that any two
 * of a thousand locations share an address is below 10^-12; of a million, below 10^-6.
 *
 * <p>Only {@code /debug/pprof/symbol}, which looks up functions by address, needs memory: the
 * latest addresses are kept with their functions, up to a bound.
 */
final class SyntheticAddresses {

  /** More than all but the largest profiles have; takes 400 kB. */
  static final int MAX_NAMES = 32_768;

  // A ring buffer, since addresses are added all the time and hardly ever looked up.
  private final long[] addresses = new long[MAX_NAMES];
  private final String[] names = new String[MAX_NAMES];
  private int next;
  // The index of the ring, made by a look-up; null after the ring has changed.
  private LongMap<String> namesByAddress;

  /**
   * The address of a location.
   *
   * @param from the index of its innermost frame
   * @param to the index after its outermost frame
   */
  long addressOf(CallStack stack, int from, int to) {
    long hash = stack.contentHash(from, to);
    long address = CodeRange.of(stack.frame(to - 1).function().origin()).address(hash);
    remember(address, stack.frame(from).function().name());
    return address;
  }

  private synchronized void remember(long address, String name) {
    addresses[next] = address;
    names[next] = name;
    next = (next + 1) % MAX_NAMES;
    namesByAddress = null;
  }

  /** The function at an address, the innermost if frames were inlined; null when unknown. */
  synchronized String nameAt(long address) {
    if (namesByAddress == null) {
      namesByAddress = new LongMap<>();
      for (int i = 0; i < MAX_NAMES && names[i] != null; i++) {
        namesByAddress.put(addresses[i], names[i]);
      }
    }
    return namesByAddress.get(address);
  }
}
