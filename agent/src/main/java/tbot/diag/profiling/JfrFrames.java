package tbot.diag.profiling;

import one.jfr.Dictionary;

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
  private final Dictionary<Frame> known = new Dictionary<>();
  private final Dictionary<Function> functions = new Dictionary<>();
  // Of the classes whose methods are on stacks: the name and the source file.
  private final Dictionary<String> owners = new Dictionary<>();
  private final Dictionary<String> files = new Dictionary<>();

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
    known.clear();
    functions.clear();
    owners.clear();
    files.clear();
  }

  /** The next frames of the input. */
  Frame[] read(int count) {
    Frame[] read = new Frame[count];
    for (int i = 0; i < count; i++) {
      long method = in.readLong();
      int line = in.readInt();
      in.readLong();
      int type = in.readByte();
      // The profiler counts methods from 1; the shift keeps 45 bits of that.
      long key = (method << 19) | ((long) line << 3) | (type & 7);
      Frame frame = known.get(key);
      if (frame == null) {
        frame = frames.frame(function(method, type), line, type == INLINED);
        known.put(key, frame);
      }
      read[i] = frame;
    }
    return read;
  }

  private Function function(long method, int type) {
    Function function = functions.get(method);
    if (function == null) {
      function = describe(method, origin(type));
      functions.put(method, function);
    }
    return function;
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
    long owner = pools.classOfMethod(method);
    String name = pools.nameOfMethod(method);
    if (origin != Function.Origin.JAVA) {
      // Here the owner is the library.
      return frames.function(origin, name, pools.nameOfClass(owner));
    }
    if (owners.get(owner) == null) {
      String internal = pools.nameOfClass(owner);
      owners.put(owner, ClassNames.display(internal));
      files.put(owner, ClassNames.sourceFile(internal));
    }
    return frames.function(origin, owners.get(owner) + "." + name, files.get(owner));
  }
}
