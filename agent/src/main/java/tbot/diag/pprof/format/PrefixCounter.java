package tbot.diag.pprof.format;

import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Hash64;

/**
 * Counts the distinct prefixes of stacks, from the outermost frame on: the nodes of their call
 * tree. At its limit it takes 16 to 32 bytes a node; the tree itself takes hundreds.
 */
final class PrefixCounter {

  private static final int PROBES_PER_ENTRY = 2;

  private final int limit;
  private final long[] seen;
  private int count;

  /**
   * Makes a counter.
   *
   * @param limit the count at which it is full
   */
  PrefixCounter(int limit) {
    this.limit = limit;
    seen = new long[Integer.highestOneBit(Math.max(1, limit)) * 2 * PROBES_PER_ENTRY];
  }

  /** Whether the limit has been reached; nothing is counted after that. */
  boolean isFull() {
    return count >= limit;
  }

  int count() {
    return count;
  }

  /** Counts the nodes that a stack adds to the tree. */
  void add(CallStack stack) {
    long hash = 0;
    for (int i = stack.depth() - 1; i >= 0 && !isFull(); i--) {
      hash = Hash64.of(hash, stack.frame(i).function().contentHash());
      addNode(hash == 0 ? 1 : hash);
    }
  }

  private void addNode(long hash) {
    int mask = seen.length - 1;
    int at = (int) hash & mask;
    while (seen[at] != 0) {
      if (seen[at] == hash) {
        return;
      }
      at = (at + 1) & mask;
    }
    seen[at] = hash;
    count++;
  }
}
