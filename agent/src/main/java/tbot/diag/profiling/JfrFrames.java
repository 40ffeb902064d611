package tbot.diag.profiling;

/** Makes frames of the numbers by which a chunk names them, each once. */
final class JfrFrames {

  // async-profiler's frame types, in the order of its FrameTypeId.
  private static final int INLINED = 2;
  private static final int NATIVE = 3;
  private static final int CPP = 4;
  private static final int KERNEL = 5;

  private final JfrPools pools;
  private final FrameTable frames;
  // By the bytes that name them.
  private LongMap<Frame> known;
  private LongMap<Function> functions;
  private LongMap<Owner> owners;

  /**
   * Knows nothing yet.
   *
   * @param pools what the numbers mean
   * @param frames where equal frames become one
   */
  JfrFrames(JfrPools pools, FrameTable frames) {
    this.pools = pools;
    this.frames = frames;
  }

  /**
   * Forgets the numbers of the chunk before, and describes all methods of this one.
   *
   * <p>It could wait for the frames that name them, as it does with those frames. But then the
   * JVM's compiler takes the whole of this for a part of the loop that reads frames, and a quarter
   * of a second of a processor to compile it, in which nothing else is compiled.
   */
  void beginChunk() {
    int count = pools.methodCount();
    known = new LongMap<>(count);
    functions = new LongMap<>(count);
    owners = new LongMap<>();
    for (int i = 1; i <= count; i++) {
      describe(pools.methodId(i));
    }
  }

  private void describe(long id) {
    JfrPools.Method method = pools.method(id);
    functions.put(
        id, function(method, method.isNative ? Function.Origin.NATIVE : Function.Origin.JAVA));
  }

  /** The next frames of an input. */
  Frame[] read(JfrInput in, int count) {
    Frame[] read = new Frame[count];
    for (int i = 0; i < count; i++) {
      // Most frames have been met before, perhaps at another bytecode of the same line.
      long packed = in.peekPacked(JfrPools.NUMBERS_OF_FRAME, JfrPools.BYTECODE_INDEX);
      Frame frame = packed == 0 ? null : known.get(packed);
      if (frame == null) {
        frame = readFrame(in);
        if (packed != 0) {
          known.put(packed, frame);
        }
      } else {
        in.skipPeeked();
      }
      read[i] = frame;
    }
    return read;
  }

  private Frame readFrame(JfrInput in) {
    long method = in.readLong();
    int line = in.readInt();
    in.readLong();
    int type = in.readByte();
    return frames.frame(function(method, origin(type)), line, type == INLINED);
  }

  private Function function(long method, Function.Origin origin) {
    Function known = functions.get(method);
    return known != null && known.origin() == origin ? known : describe(method, origin);
  }

  /**
   * What the frame says of its origin holds: a method says no more than that it is native, which
   * the kernel's functions are too, and some of Java's methods.
   */
  private Function describe(long id, Function.Origin origin) {
    JfrPools.Method method = pools.method(id);
    Function described =
        method == null ? frames.function(origin, "unknown", "") : function(method, origin);
    functions.put(id, described);
    return described;
  }

  private static Function.Origin origin(int type) {
    switch (type) {
      case KERNEL:
        return Function.Origin.KERNEL;
      case NATIVE:
      case CPP:
        return Function.Origin.NATIVE;
      default:
        return Function.Origin.JAVA;
    }
  }

  private Function function(JfrPools.Method method, Function.Origin origin) {
    Owner owner = owner(method.owner);
    boolean isJava = origin == Function.Origin.JAVA;
    String name = isJava ? owner.prefix.concat(method.name) : method.name;
    return frames.function(origin, name, isJava ? owner.file : owner.name);
  }

  private Owner owner(long id) {
    Owner known = owners.get(id);
    if (known != null) {
      return known;
    }
    Owner described = new Owner(pools.nameOfClass(id));
    owners.put(id, described);
    return described;
  }

  /** A class whose methods are on stacks, or a library. */
  private static final class Owner {

    /** As the recording has it. */
    final String name;

    /** What stands before the name of a method. */
    final String prefix;

    /** The source file. */
    final String file;

    Owner(String name) {
      this.name = name;
      String stable = ClassNames.stable(name);
      prefix = ClassNames.dotted(stable).concat(".");
      file = ClassNames.file(stable);
    }
  }
}
