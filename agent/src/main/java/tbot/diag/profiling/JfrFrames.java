package tbot.diag.profiling;

/** Makes frames of the numbers by which a chunk names them, each once. */
final class JfrFrames {

  // async-profiler's frame types, in the order of its FrameTypeId.
  private static final int INLINED = 2;
  private static final int NATIVE = 3;
  private static final int CPP = 4;
  private static final int KERNEL = 5;

  private final JfrInput in;
  private final JfrPools pools;
  private final FrameTable frames;
  private LongMap<Frame> known;
  private LongMap<FunctionFrames> functions;
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
      long method = in.readLong();
      int line = in.readInt();
      in.readLong();
      int type = in.readByte();
      // The profiler counts methods from 1; the shift keeps 45 bits of that. Spread, since the
      // numbers of methods would be of no account in a table of few slots.
      long key = Hash64.mix((method << 19) | ((long) line << 3) | (type & 7));
      Frame frame = known.get(key);
      if (frame == null) {
        frame = frames.frame(function(method, type), line, type == INLINED);
        known.put(key, frame);
      }
      read[i] = frame;
    }
    return read;
  }

  private FunctionFrames function(long method, int type) {
    FunctionFrames known = functions.get(method);
    if (known != null) {
      return known;
    }
    FunctionFrames described = describe(method, origin(type));
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

  private FunctionFrames describe(long method, Function.Origin origin) {
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
