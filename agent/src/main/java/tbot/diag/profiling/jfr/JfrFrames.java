package tbot.diag.profiling.jfr;

import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.ClassNames;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.FrameTable;
import tbot.diag.profiling.stack.Function;
import tbot.diag.profiling.stack.LongIndex;
import tbot.diag.profiling.stack.LongMap;

/**
 * Makes the stacks of a chunk from the encoded frames, decoding each distinct frame once.
 *
 * <p>A chunk has its stacks before its methods, classes and symbols. So distinct frames are only
 * numbered at first, and decoded when all constants are known.
 */
final class JfrFrames {

  // async-profiler's frame types, in the order of its FrameTypeId.
  private static final int INLINED = 2;
  private static final int NATIVE = 3;
  private static final int CPP = 4;
  private static final int KERNEL = 5;

  private final JfrPools pools;
  private final FrameTable frames;
  private LongIndex keys = new LongIndex();
  // Indexed by the numbers of the keys, up to the number decoded.
  private Frame[] frameOfKey = new Frame[1];
  private int decoded;
  private LongMap<Function> functions = new LongMap<>();
  private LongMap<Owner> owners = new LongMap<>();

  /**
   * For the chunks of one recording.
   *
   * @param pools the constants
   * @param frames interns functions, frames and stacks
   */
  JfrFrames(JfrPools pools, FrameTable frames) {
    this.pools = pools;
    this.frames = frames;
  }

  /** Drops the frames of the previous chunk. */
  void beginChunk() {
    keys = new LongIndex();
    decoded = 0;
  }

  /**
   * Reserves capacity. Only before the first frame of a chunk.
   *
   * @param count about how many distinct frames there will be
   */
  void expect(int count) {
    keys.reserve(count);
  }

  /** Reads the next frames of an input; returns their numbers, for {@link #stack}. */
  int[] read(JfrInput in, int count) {
    return in.readFrames(count, keys);
  }

  /**
   * Decodes all functions of this chunk. Only when its pools are known.
   *
   * <p>They could be decoded with the frames that refer to them. But then the JIT compiler inlines
   * all of this into the loop that decodes frames. Compiling that loop takes 0.25 s of CPU time,
   * and nothing else is compiled meanwhile.
   */
  void decodeFunctions() {
    int count = pools.methodCount();
    functions = new LongMap<>(count);
    owners = new LongMap<>();
    frames.expect(count, keys.size());
    for (int i = 1; i <= count; i++) {
      decode(pools.methodId(i));
    }
  }

  private void decode(long id) {
    JfrPools.Method method = pools.method(id);
    functions.put(
        id, function(method, method.isNative ? Function.Origin.NATIVE : Function.Origin.JAVA));
  }

  /** The stack whose frames have the numbers that {@link #read} returned. */
  CallStack stack(int[] numbers) {
    if (decoded < keys.size()) {
      decodeFrames();
    }
    Frame[] stack = new Frame[numbers.length];
    for (int i = 0; i < stack.length; i++) {
      stack[i] = frameOfKey[numbers[i]];
    }
    return frames.stack(new CallStack(stack));
  }

  /** A loop of its own, for the same reason as {@link #decodeFunctions}. */
  private void decodeFrames() {
    int count = keys.size();
    if (count >= frameOfKey.length) {
      frameOfKey = Arrays.copyOf(frameOfKey, Math.max(count + 1, 2 * frameOfKey.length));
    }
    while (decoded < count) {
      decoded++;
      frameOfKey[decoded] = frame(keys.key(decoded));
    }
  }

  /**
   * Decodes a key made by {@link JfrInput#readFrames}, from its end. Of the bytes of a number, only
   * the last one, which comes first here, has its high bit clear.
   */
  private Frame frame(long key) {
    int type = (int) key & 0xff;
    long rest = key >>> 8;
    int line = 0;
    do {
      line = line << 7 | (int) (rest & 0x7f);
      rest >>>= 8;
    } while ((rest & 0x80) != 0);
    int method = 0;
    do {
      method = method << 7 | (int) (rest & 0x7f);
      rest >>>= 8;
    } while ((rest & 0x80) != 0);
    return frames.frame(function(method, origin(type)), line, type == INLINED);
  }

  private Function function(long method, Function.Origin origin) {
    Function known = functions.get(method);
    return known != null && known.origin() == origin ? known : decode(method, origin);
  }

  /**
   * Decodes a function whose frame has another origin than its method. The frame is right: a method
   * only has a flag for native, which functions of the kernel and some Java methods have, too.
   */
  private Function decode(long id, Function.Origin origin) {
    JfrPools.Method method = pools.method(id);
    Function function =
        method == null ? frames.function(origin, "unknown", "") : function(method, origin);
    functions.put(id, function);
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
    Owner owner = new Owner(pools.nameOfClass(id));
    owners.put(id, owner);
    return owner;
  }

  /** A class whose methods are on stacks, or a native library. */
  private static final class Owner {

    /** The name as in the recording. */
    final String name;

    /** The class name and a dot, which precede the name of a method. */
    final String prefix;

    /** The source file of a class. */
    final String file;

    Owner(String name) {
      this.name = name;
      String stable = ClassNames.stable(name);
      prefix = ClassNames.dotted(stable).concat(".");
      file = ClassNames.file(stable);
    }
  }
}
