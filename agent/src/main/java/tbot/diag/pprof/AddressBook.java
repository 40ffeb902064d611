package tbot.diag.pprof;

import java.util.LinkedHashMap;
import java.util.Map;
import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.Frame;
import tbot.diag.profiling.Hash64;

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

  private final Map<Long, String> names =
      new LinkedHashMap<Long, String>(256, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, String> eldest) {
          return size() > MAX_NAMES;
        }
      };

  /**
   * The address of a location.
   *
   * @param from the first of its frames, the innermost
   * @param to behind the last of its frames
   */
  long addressOf(CallStack stack, int from, int to) {
    long hash = (long) to - from;
    for (int i = from; i < to; i++) {
      Frame frame = stack.frame(i);
      hash = Hash64.of(Hash64.of(hash, frame.function().contentHash()), frame.line());
    }
    long address = CodeRange.of(stack.frame(to - 1).function().origin()).address(hash);
    synchronized (names) {
      names.put(address, stack.frame(from).function().name());
    }
    return address;
  }

  /** The function at an address, the innermost where one was inlined; null when unknown. */
  String nameAt(long address) {
    synchronized (names) {
      return names.get(address);
    }
  }
}
