package tbot.diag.profiling;

import java.io.IOException;

/**
 * The constants that the events of a chunk refer to by number: threads, stacks, methods, classes
 * and symbols. Only where each lies is held; what is asked for is read then. The stacks of a
 * recording take many times the memory that its profile does.
 */
final class JfrPools {

  private final JfrInput in;
  private final JfrInput names;
  private LongTable threads;
  private LongTable stacks;
  private LongTable methods;
  private LongTable classes;
  private LongTable symbols;

  /**
   * Reads nothing yet.
   *
   * @param in where the stacks are read from
   * @param names another of the same recording, so that a name asked for between two frames does
   *     not lose the place
   */
  JfrPools(JfrInput in, JfrInput names) {
    this.in = in;
    this.names = names;
  }

  /**
   * Finds the constants of a chunk; those of the one before are forgotten.
   *
   * @param position where the last part of the pools lies
   * @param types the chunk's types, read from the same input
   */
  void read(int position, JfrTypes types) throws IOException {
    threads = new LongTable();
    stacks = new LongTable();
    methods = new LongTable();
    classes = new LongTable();
    symbols = new LongTable();
    long delta = -1;
    for (int at = position; delta != 0; at += (int) delta) {
      in.seek(at);
      // Size, type, start and duration of the event.
      in.skipNumbers(4);
      delta = in.readLong();
      if (delta > 0 || delta < -at) {
        throw new IOException("the constants are damaged");
      }
      in.skipNumbers(1);
      for (int pools = in.readInt(); pools > 0; pools--) {
        readPool(in.readInt(), types);
      }
    }
  }

  private void readPool(int type, JfrTypes types) {
    String name = types.name(type);
    LongTable offsets = offsets(name);
    int[] layout = types.layout(type);
    for (int count = in.readInt(); count > 0; count--) {
      long id = in.readLong();
      if (offsets != null) {
        offsets.put(id, in.position());
      }
      if (offsets == stacks) {
        skipStack();
      } else {
        skipFields(layout);
      }
    }
  }

  private void skipFields(int[] layout) {
    in.skipNumbers(layout[0]);
    for (int i = 1; i < layout.length; i++) {
      in.skipText();
      in.skipNumbers(layout[i]);
    }
  }

  private LongTable offsets(String type) {
    switch (type) {
      case "java.lang.Thread":
        return threads;
      case "java.lang.Class":
        return classes;
      case "jdk.types.Symbol":
        return symbols;
      case "jdk.types.Method":
        return methods;
      case "jdk.types.StackTrace":
        return stacks;
      default:
        return null;
    }
  }

  private void skipStack() {
    in.readLong();
    // Method, line, bytecode index, and a byte for the type, which is a small number.
    in.skipNumbers(4 * in.readCount());
  }

  /** Goes to the frames of a stack; returns how many there are, 0 for an unknown stack. */
  int seekStack(long id) {
    if (!seek(in, stacks, id)) {
      return 0;
    }
    in.readLong();
    return in.readCount();
  }

  /** The Java name of a thread, else that which the system has for it; null when unknown. */
  String thread(long id) {
    if (!seek(names, threads, id)) {
      return null;
    }
    String system = names.readText();
    names.readLong();
    String java = names.readText();
    return java == null ? system : java;
  }

  /**
   * Goes to a method, of which {@link #readClass} and then {@link #readName} tell; false for an
   * unknown one.
   */
  boolean seekMethod(long id) {
    return seek(names, methods, id);
  }

  /** The number of the class that the method belongs to. */
  long readClass() {
    return names.readLong();
  }

  /** The name of the method. */
  String readName() {
    return symbol(names.readLong());
  }

  /** The name of a class; empty when unknown. */
  String nameOfClass(long id) {
    if (!seek(names, classes, id)) {
      return "";
    }
    names.readLong();
    return symbol(names.readLong());
  }

  private String symbol(long id) {
    return seek(names, symbols, id) ? names.readText() : "";
  }

  private static boolean seek(JfrInput in, LongTable offsets, long id) {
    int offset = offsets.get(id);
    if (offset == 0) {
      return false;
    }
    in.seek(offset);
    return true;
  }
}
