package tbot.diag.profiling;

/** Makes frames of the numbers by which a chunk names them, each once. */
final class JfrFrames {

  // async-profiler's frame types, in the order of its FrameTypeId.
  private static final int INLINED = 2;
  private static final int NATIVE = 3;
  private static final int CPP = 4;
  private static final int KERNEL = 5;

  // A frame is a method, a line, a bytecode index and a type.
  private static final int NUMBERS_OF_FRAME = 4;
  private static final int BYTECODE_INDEX = 2;

  private final JfrInput in;
  private final JfrPools pools;
  private final FrameTable frames;
  // By the bytes that name them.
  private LongMap<Frame> known;
  private LongMap<Function> functions;
  private LongMap<Owner> owners;

  /**
   * Knows nothing yet.
   *
   * @param in where the frames are read from
   * @param pools what the numbers mean; reads them from another input
   * @param frames where equal frames become one
   */
  JfrFrames(JfrInput in, JfrPools pools, FrameTable frames) {
    this.in = in;
    this.pools = pools;
    this.frames = frames;
  }

  /** The numbers of one chunk mean something else in the next. */
  void beginChunk() {
    known = new LongMap<>();
    functions = new LongMap<>();
    owners = new LongMap<>();
  }

  /** The next frames of the input. */
  Frame[] read(int count) {
    Frame[] read = new Frame[count];
    for (int i = 0; i < count; i++) {
      int position = in.position();
      // Most frames have been met before, perhaps at another bytecode of the same line.
      long packed = in.readPacked(NUMBERS_OF_FRAME, BYTECODE_INDEX);
      Frame frame = packed == 0 ? null : known.get(packed);
      if (frame == null) {
        in.seek(position);
        frame = readFrame();
        if (packed != 0) {
          known.put(packed, frame);
        }
      }
      read[i] = frame;
    }
    return read;
  }

  private Frame readFrame() {
    long method = in.readLong();
    int line = in.readInt();
    in.readLong();
    int type = in.readByte();
    return frames.frame(function(method, type), line, type == INLINED);
  }

  private Function function(long method, int type) {
    Function known = functions.get(method);
    if (known != null) {
      return known;
    }
    Function described = describe(method, origin(type));
    functions.put(method, described);
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

  private Function describe(long method, Function.Origin origin) {
    boolean known = pools.seekMethod(method);
    long owner = known ? pools.readClass() : 0;
    String name = known ? pools.readName() : "unknown";
    if (origin != Function.Origin.JAVA) {
      // Here the owner is the library.
      return frames.function(origin, name, pools.nameOfClass(owner));
    }
    Owner named = owners.get(owner);
    if (named == null) {
      named = new Owner(pools.nameOfClass(owner));
      owners.put(owner, named);
    }
    return frames.function(origin, named.prefix.concat(name), named.file);
  }

  /** A class whose methods are on stacks. */
  private static final class Owner {

    /** What stands before the name of a method. */
    final String prefix;

    /** The source file. */
    final String file;

    Owner(String internal) {
      String stable = ClassNames.stable(internal);
      prefix = ClassNames.dotted(stable).concat(".");
      file = ClassNames.file(stable);
    }
  }
}
