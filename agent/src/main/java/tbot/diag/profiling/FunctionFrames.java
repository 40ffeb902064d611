package tbot.diag.profiling;

/**
 * The frames of one function, each once: those of the lines that stacks had. Equal to others of the
 * same function.
 */
final class FunctionFrames {

  private static final int INITIAL_CAPACITY = 4;

  private final Function function;
  // Open addressing by the line, since those of one function lie side by side. A slot in four is
  // free.
  private Frame[] slots = new Frame[INITIAL_CAPACITY];
  private int size;

  FunctionFrames(Function function) {
    this.function = function;
  }

  /** The frame of a line; null when it has not been added. */
  Frame get(int line, boolean inlined) {
    Frame[] table = slots;
    int mask = table.length - 1;
    int slot = line & mask;
    Frame frame = table[slot];
    while (frame != null && !(frame.line() == line && frame.isInlined() == inlined)) {
      slot = (slot + 1) & mask;
      frame = table[slot];
    }
    return frame;
  }

  /** Adds the frame of a line that {@link #get} has none for. */
  Frame add(int line, boolean inlined) {
    if (4 * (size + 1) > 3 * slots.length) {
      grow();
    }
    Frame frame = new Frame(function, line, inlined);
    place(frame);
    size++;
    return frame;
  }

  private void place(Frame frame) {
    int mask = slots.length - 1;
    int slot = frame.line() & mask;
    while (slots[slot] != null) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = frame;
  }

  private void grow() {
    Frame[] old = slots;
    slots = new Frame[2 * old.length];
    for (Frame frame : old) {
      if (frame != null) {
        place(frame);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FunctionFrames && function.equals(((FunctionFrames) other).function);
  }

  @Override
  public int hashCode() {
    return function.hashCode();
  }
}
