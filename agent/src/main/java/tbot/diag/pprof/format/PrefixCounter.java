package tbot.diag.pprof.format;

import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Hash64;

/**
 * Counts the distinct beginnings of stacks, from the outermost frame on: the nodes of the tree that
 * they form. Takes 16 bytes a node instead of the tree's hundreds.
 */
final class PrefixCounter {

  private static final int PROBES_PER_ENTRY = 2;

  private final int limit;
  private final long[] seen;
  private int count;

  /**
   * A counter.
   *
   * @param limit the count from which on it is full; one stack may lead beyond it
   */
  PrefixCounter(int limit) {
    this.limit = limit;
    seen = new long[Integer.highestOneBit(Math.max(1, limit)) * 2 * PROBES_PER_ENTRY];
  }

  /** Whether the limit was reached. */
  boolean isFull() {
    return count >= limit;
  }

  int count() {
    return count;
  }

  /** Counts the nodes that a stack adds. */
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
