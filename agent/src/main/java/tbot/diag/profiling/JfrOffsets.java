package tbot.diag.profiling;

import java.util.Arrays;

/** Where in a recording each constant of a pool lies, by its number. */
final class JfrOffsets {

  private static final int INITIAL_CAPACITY = 256;

  // Open addressing. No constant lies at the very beginning, so 0 marks a free slot.
  private long[] ids = new long[INITIAL_CAPACITY];
  private int[] offsets = new int[INITIAL_CAPACITY];
  private int size;

  /** Remembers a constant. */
  void put(long id, int offset) {
    if (2 * size >= ids.length) {
      grow();
    }
    int slot = slot(id);
    if (offsets[slot] == 0) {
      size++;
    }
    ids[slot] = id;
    offsets[slot] = offset;
  }

  /** Where a constant lies, 0 when it is unknown. */
  int get(long id) {
    return offsets[slot(id)];
  }

  void clear() {
    Arrays.fill(offsets, 0);
    size = 0;
  }

  private int slot(long id) {
    int mask = ids.length - 1;
    int hash = (int) (id ^ (id >>> 32)) * 0x9e3779b1;
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (offsets[slot] != 0 && ids[slot] != id) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldIds = ids;
    int[] oldOffsets = offsets;
    ids = new long[2 * oldIds.length];
    offsets = new int[2 * oldIds.length];
    for (int i = 0; i < oldIds.length; i++) {
      if (oldOffsets[i] != 0) {
        int slot = slot(oldIds[i]);
        ids[slot] = oldIds[i];
        offsets[slot] = oldOffsets[i];
      }
    }
  }
}
