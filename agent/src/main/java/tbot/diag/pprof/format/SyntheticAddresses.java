package tbot.diag.pprof.format;

import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.LongMap;

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
public final class SyntheticAddresses {

  /** More than profiles have, but for the largest; 400 kB. */
  static final int MAX_NAMES = 32_768;

  // A ring, since addresses are given out all the time and hardly ever asked for.
  private final long[] addresses = new long[MAX_NAMES];
  private final String[] names = new String[MAX_NAMES];
  private int next;
  // Made of the ring when it is asked for; null once that has changed.
  private LongMap<String> namesByAddress;

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
    addresses[next] = address;
    names[next] = name;
    next = (next + 1) % MAX_NAMES;
    namesByAddress = null;
  }

  /** The function at an address, the innermost where one was inlined; null when unknown. */
  public synchronized String nameAt(long address) {
    if (namesByAddress == null) {
      namesByAddress = new LongMap<>();
      for (int i = 0; i < MAX_NAMES && names[i] != null; i++) {
        namesByAddress.put(addresses[i], names[i]);
      }
    }
    return namesByAddress.get(address);
  }
}
