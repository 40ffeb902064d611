package tbot.diag.profiling.jfr;

import java.io.IOException;

/**
 * The constants that the events of a chunk refer to by number: threads, stacks, methods, classes
 * and symbols. Only where each lies is held; what is asked for is read then.
 */
final class JfrPools {

  private static final String STACKS = "jdk.types.StackTrace";

  /** {@code ACC_NATIVE} of Java's class files, which the profiler gives native code too. */
  private static final int NATIVE = 0x100;

  /** What a number may reserve before it has shown that it is not damaged: 2.5 MB. */
  private static final int MAX_RESERVED = 65_536;

  /** As many as frames have that {@link JfrInput#readFrames} reads, the type a small one. */
  private static final int NUMBERS_OF_FRAME = 4;

  private final JfrInput names;
  private LongTable threads;
  private LongTable stacks;
  private LongTable methods;
  private LongTable classes;
  private LongTable symbols;

  /**
   * Reads nothing yet.
   *
   * @param names for what lies anywhere: nobody else's, so that a name asked for between two frames
   *     does not lose their place
   */
  JfrPools(JfrInput names) {
    this.names = names;
  }

  /**
   * Finds the constants of a chunk; those of the one before are forgotten.
   *
   * @param all of the same recording, for what is read in one go
   * @param position where the last part of the pools lies
   * @param types the chunk's types
   * @param reader gets the stacks in the order in which they lie, which is before the rest, and
   *     reads their frames from {@code all}
   */
  void read(JfrInput all, int position, JfrTypes types, StackReader reader) throws IOException {
    threads = new LongTable();
    stacks = new LongTable();
    methods = new LongTable();
    classes = new LongTable();
    symbols = new LongTable();
    long delta = -1;
    for (int at = position; delta != 0; at += (int) delta) {
      all.seek(at);
      // Size, type, start and duration of the event.
      all.skipNumbers(4);
      delta = all.readLong();
      if (delta > 0 || delta < -at) {
        throw new IOException("the constants are damaged");
      }
      all.skipNumbers(1);
      for (int pools = all.readInt(); pools > 0; pools--) {
        readPool(all, all.readInt(), types, reader);
      }
    }
  }

  private void readPool(JfrInput all, int type, JfrTypes types, StackReader reader) {
    String name = types.name(type);
    LongTable offsets = offsets(name);
    int[] layout = types.layout(type);
    int count = all.readCount();
    if (name.equals(STACKS)) {
      reader.expect(Math.min(count, MAX_RESERVED));
      for (int left = count; left > 0; left--) {
        readStack(all, reader);
      }
    } else {
      if (offsets != null && offsets.size() == 0) {
        offsets.reserve(Math.min(count, MAX_RESERVED));
      }
      for (int left = count; left > 0; left--) {
        readConstant(all, offsets, layout);
      }
    }
  }

  private void readStack(JfrInput all, StackReader reader) {
    long id = all.readLong();
    int position = all.position();
    // Whether it was cut off.
    all.readLong();
    int depth = all.readCount();
    if (!reader.read(id, depth)) {
      stacks.put(id, position);
      all.skipNumbers(NUMBERS_OF_FRAME * depth);
    }
  }

  /** Not a part of the loop: the JVM compiles a method long before it does a loop that runs. */
  private static void readConstant(JfrInput all, LongTable offsets, int[] layout) {
    long id = all.readLong();
    if (offsets != null) {
      offsets.put(id, all.position());
    }
    skipFields(all, layout);
  }

  private static void skipFields(JfrInput all, int[] layout) {
    all.skipNumbers(layout[0]);
    for (int i = 1; i < layout.length; i++) {
      all.skipText();
      all.skipNumbers(layout[i]);
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
      default:
        return null;
    }
  }

  /**
   * Goes to the frames of a stack that the reader has left out; returns how many there are, 0 for
   * an unknown stack.
   */
  int seekStack(JfrInput in, long id) {
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

  /** How many methods the chunk has, which are those that its stacks have. */
  int methodCount() {
    return methods.size();
  }

  /**
   * The number by which frames name a method.
   *
   * @param index from 1 to {@link #methodCount}
   */
  long methodId(int index) {
    return methods.key(index);
  }

  /** A method; null when unknown. */
  Method method(long id) {
    if (!seek(names, methods, id)) {
      return null;
    }
    long owner = names.readLong();
    long name = names.readLong();
    // The signature.
    names.readLong();
    return new Method(owner, (names.readInt() & NATIVE) != 0, symbol(name));
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

  /** What the stacks are read for. */
  interface StackReader {

    /** Is told how many stacks there will be in a part of the pools, about. */
    void expect(int count);

    /**
     * Reads the frames of a stack, which follow; or leaves them where they are, so that {@link
     * #seekStack} finds them.
     *
     * @return whether it has read them
     */
    boolean read(long id, int depth);
  }

  /** A method, or a function of native code. */
  static final class Method {

    /** The number of its class, or of what stands for the library. */
    final long owner;

    /** Whether it is not in bytecode. */
    final boolean isNative;

    final String name;

    Method(long owner, boolean isNative, String name) {
      this.owner = owner;
      this.isNative = isNative;
      this.name = name;
    }
  }
}
