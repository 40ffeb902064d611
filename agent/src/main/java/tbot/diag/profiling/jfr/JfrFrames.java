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
 * Makes stacks of the numbers by which a chunk names their frames, each frame once.
 *
 * <p>A chunk has its stacks before the names that they consist of. So frames are numbered first,
 * and described when all is known.
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
  // By the numbers of their keys, as many as are described.
  private Frame[] frameOfKey = new Frame[1];
  private int described;
  private LongMap<Function> functions = new LongMap<>();
  private LongMap<Owner> owners = new LongMap<>();

  /**
   * Knows nothing yet.
   *
   * @param pools what the numbers mean
   * @param frames where equal frames and stacks become one
   */
  JfrFrames(JfrPools pools, FrameTable frames) {
    this.pools = pools;
    this.frames = frames;
  }

  /** Forgets the numbers of the chunk before. */
  void beginChunk() {
    keys = new LongIndex();
    described = 0;
  }

  /**
   * Makes room in advance. Only before the first frame of a chunk.
   *
   * @param count how many distinct frames there will be, about
   */
  void expect(int count) {
    keys.reserve(count);
  }

  /** The next frames of an input, for {@link #stack}. */
  int[] read(JfrInput in, int count) {
    return in.readFrames(count, keys);
  }

  /**
   * Describes all functions of this chunk, once its pools are known.
   *
   * <p>It could wait for the frames that name them. But then the JVM's compiler takes the whole of
   * this for a part of the loop that describes frames, and a quarter of a second of a processor to
   * compile it, in which nothing else is compiled.
   */
  void describeFunctions() {
    int count = pools.methodCount();
    functions = new LongMap<>(count);
    owners = new LongMap<>();
    frames.expect(count, keys.size());
    for (int i = 1; i <= count; i++) {
      describe(pools.methodId(i));
    }
  }

  private void describe(long id) {
    JfrPools.Method method = pools.method(id);
    functions.put(
        id, function(method, method.isNative ? Function.Origin.NATIVE : Function.Origin.JAVA));
  }

  /** The stack of the frames that {@link #read} gave. */
  CallStack stack(int[] numbers) {
    if (described < keys.size()) {
      describeFrames();
    }
    Frame[] stack = new Frame[numbers.length];
    for (int i = 0; i < stack.length; i++) {
      stack[i] = frameOfKey[numbers[i]];
    }
    return frames.stack(new CallStack(stack));
  }

  /** In a loop of their own, for the same reason as functions. */
  private void describeFrames() {
    int count = keys.size();
    if (count >= frameOfKey.length) {
      frameOfKey = Arrays.copyOf(frameOfKey, Math.max(count + 1, 2 * frameOfKey.length));
    }
    while (described < count) {
      described++;
      frameOfKey[described] = frame(keys.key(described));
    }
  }

  /**
   * The frame of a key of {@link JfrInput#readFrames}, which is taken apart from its end: the last
   * byte of a number is the only one of it without the bit that says that more follow.
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
