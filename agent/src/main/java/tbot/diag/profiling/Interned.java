package tbot.diag.profiling;

/**
 * A set that gives for anything the equal object that it had first. It has no entry objects: a
 * profile asks it for some ten thousand frames.
 */
final class Interned<T> {

  private static final int INITIAL_CAPACITY = 256;

  // Open addressing, half of the slots are free.
  private Object[] slots = new Object[INITIAL_CAPACITY];
  private int size;

  /** The one that stands for all that are equal to this; this itself when it is the first. */
  @SuppressWarnings("unchecked")
  T of(T fresh) {
    int slot = slot(fresh);
    if (slots[slot] != null) {
      return (T) slots[slot];
    }
    slots[slot] = fresh;
    size++;
    if (2 * size > slots.length) {
      grow();
    }
    return fresh;
  }

  int size() {
    return size;
  }

  void clear() {
    slots = new Object[INITIAL_CAPACITY];
    size = 0;
  }

  /** Where it is, or a free slot where it would be. */
  private int slot(Object wanted) {
    int mask = slots.length - 1;
    int hash = wanted.hashCode() * 0x9e3779b1;
    int slot = (hash ^ (hash >>> 16)) & mask;
    while (slots[slot] != null && !slots[slot].equals(wanted)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    Object[] old = slots;
    slots = new Object[4 * old.length];
    for (Object entry : old) {
      if (entry != null) {
        slots[slot(entry)] = entry;
      }
    }
  }
}
