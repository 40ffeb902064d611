package tbot.diag.profiling.jfr;

import java.io.IOException;

/**
 * The constant pools of a chunk: threads, stacks, methods, classes and symbols, which events refer
 * to by id. It holds the position of each constant and reads a constant when it is used.
 */
final class JfrPools {

  private static final String STACKS = "jdk.types.StackTrace";

  /** {@code ACC_NATIVE} of class files; the profiler sets it for native code, too. */
  private static final int NATIVE = 0x100;

  /**
   * The limit for capacity that is reserved for a count before that many constants have been read,
   * since a damaged count can be any number. At this limit stacks reserve 4.5 MB.
   */
  private static final int MAX_RESERVED = 65_536;

  /**
   * Method, line, bytecode index and type. {@link JfrInput#readFrames} reads the type as a byte,
   * which is the same for small numbers.
   */
  private static final int NUMBERS_PER_FRAME = 4;

  /**
   * Names that may be read for each byte of the recording, in characters. Methods of one name share
   * it, and each reads it. A method, its class and a frame take 20 bytes at least.
   */
  private static final long NAME_CHARACTERS_PER_BYTE = 64;

  private static final long SPARE_NAME_CHARACTERS = 1 << 20;

  private final JfrInput names;
  private long nameCharactersLeft;
  private LongTable threads;
  private LongTable stacks;
  private LongTable methods;
  private LongTable classes;
  private LongTable symbols;

  /**
   * For the chunks of one recording.
   *
   * @param names the recording, for single constants; not used elsewhere, so that reading a
   *     constant does not move the position of another reader
   */
  JfrPools(JfrInput names) {
    this.names = names;
    nameCharactersLeft = SPARE_NAME_CHARACTERS + NAME_CHARACTERS_PER_BYTE * names.length();
  }

  /**
   * Finds the constants of a chunk and drops those of the previous one.
   *
   * @param checkpoints those of the chunk
   * @param types the types of the chunk
   * @param reader gets the stacks in their order, before the other constants, and reads their
   *     frames from the input of the checkpoints
   */
  void read(JfrCheckpoints checkpoints, JfrTypes types, StackReader reader) throws IOException {
    threads = new LongTable();
    stacks = new LongTable();
    methods = new LongTable();
    classes = new LongTable();
    symbols = new LongTable();
    JfrInput all = checkpoints.input();
    while (checkpoints.next()) {
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
    // Whether the stack is truncated.
    all.readLong();
    int depth = all.readCount();
    if (!reader.read(id, depth)) {
      stacks.put(id, position);
      all.skipNumbers(NUMBERS_PER_FRAME * depth);
    }
  }

  /** Not inlined into the loop by hand: the JVM compiles a method earlier than a running loop. */
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
      all.skipString();
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
   * Moves to the frames of a stack that the reader did not read; returns how many there are, 0 for
   * an unknown stack.
   */
  int seekStack(JfrInput in, long id) {
    if (!seek(in, stacks, id)) {
      return 0;
    }
    in.readLong();
    return in.readCount();
  }

  /** The Java name of a thread, or the system's name if it has none; null if unknown. */
  String thread(long id) {
    if (!seek(names, threads, id)) {
      return null;
    }
    String system = names.readString();
    names.readLong();
    String java = names.readString();
    return java == null ? system : java;
  }

  /** The number of methods in the chunk, which are those on its stacks. */
  int methodCount() {
    return methods.size();
  }

  /**
   * The id by which frames refer to a method.
   *
   * @param index from 1 to {@link #methodCount}
   */
  long methodId(int index) {
    return methods.key(index);
  }

  /** A method; null if unknown. */
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

  /** The name of a class; empty if unknown. */
  String nameOfClass(long id) {
    if (!seek(names, classes, id)) {
      return "";
    }
    names.readLong();
    return symbol(names.readLong());
  }

  private String symbol(long id) {
    if (!seek(names, symbols, id)) {
      return "";
    }
    String name = names.readString();
    nameCharactersLeft -= name.length();
    if (nameCharactersLeft < 0) {
      throw new IllegalArgumentException("the names are damaged");
    }
    return name;
  }

  private static boolean seek(JfrInput in, LongTable offsets, long id) {
    int offset = offsets.get(id);
    if (offset == 0) {
      return false;
    }
    in.seek(offset);
    return true;
  }

  /** Reads the stacks of a chunk. */
  interface StackReader {

    /** Called before the stacks of a pool, with about how many there will be. */
    void expect(int count);

    /**
     * Reads the frames of a stack, which follow, or leaves them for {@link #seekStack}.
     *
     * @return whether it read them
     */
    boolean read(long id, int depth);
  }

  /** A method, or a function of native code. */
  static final class Method {

    /** The id of its class, or of the constant that stands for its library. */
    final long owner;

    /** Whether its code is not bytecode. */
    final boolean isNative;

    final String name;

    Method(long owner, boolean isNative, String name) {
      this.owner = owner;
      this.isNative = isNative;
      this.name = name;
    }
  }
}
