package tbot.diag.profiling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import one.jfr.ClassRef;
import one.jfr.Dictionary;
import one.jfr.JfrReader;
import one.jfr.MethodRef;
import one.jfr.StackTrace;
import one.jfr.event.AllocationSample;
import one.jfr.event.ContendedLock;
import one.jfr.event.Event;
import one.jfr.event.ExecutionSample;
import one.jfr.event.LiveObject;
import one.jfr.event.MallocEvent;

/** Reads the samples of one recording, one at a time. */
final class JfrSamples {

  // async-profiler's frame types, in the order of its FrameTypeId.
  private static final int INLINED = 2;
  private static final int NATIVE = 3;
  private static final int CPP = 4;
  private static final int KERNEL = 5;

  /** {@code STATE_DEFAULT}; samples of elapsed time say whether the thread ran or slept. */
  private static final int STATE_OF_CPU_SAMPLES = 0;

  private static final CallStack NO_STACK =
      new CallStack(new Frame(new Function(Function.Origin.NATIVE, "[no stack]", ""), 0, false));

  private final JfrReader reader;
  private final FrameTable frames;
  private final SamplingIntervals intervals;
  // What the recording names by number, translated once.
  private final Dictionary<Function> functions = new Dictionary<>();
  private final Dictionary<Frame> knownFrames = new Dictionary<>();
  private final Dictionary<CallStack> stacks = new Dictionary<>();
  private final Dictionary<String> types = new Dictionary<>();

  /**
   * Reads a recording.
   *
   * @param frames shared by all of them
   * @param intervals of the session that recorded it
   */
  JfrSamples(JfrReader reader, FrameTable frames, SamplingIntervals intervals) {
    this.reader = reader;
    this.frames = frames;
    this.intervals = intervals;
    // The numbers of one chunk mean something else in the next.
    reader.stopAtNewChunk = true;
  }

  void readAll(SampleSink sink) throws IOException {
    do {
      functions.clear();
      knownFrames.clear();
      stacks.clear();
      types.clear();
      for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
        Sample sample = sample(event);
        if (sample != null) {
          sink.accept(sample);
        }
      }
    } while (reader.hasMoreChunks());
  }

  /** Null for an event that is none of ours. */
  private Sample sample(Event event) {
    if (event instanceof ExecutionSample) {
      return timeSample((ExecutionSample) event);
    }
    if (event instanceof AllocationSample) {
      AllocationSample allocation = (AllocationSample) event;
      return sample(
              EventKind.ALLOC,
              event,
              event.time,
              type(allocation.classId),
              1,
              allocation.allocationSize)
          .standingFor(objects(allocation.allocationSize));
    }
    if (event instanceof LiveObject) {
      LiveObject live = (LiveObject) event;
      return sample(
              EventKind.LIVE,
              event,
              live.allocationTime,
              type(live.classId),
              1,
              live.allocationSize)
          .standingFor(objects(live.allocationSize));
    }
    if (event instanceof ContendedLock) {
      ContendedLock wait = (ContendedLock) event;
      // By its end: a wait may have begun long before the window that sees it.
      return sample(
          EventKind.LOCK, event, event.time + wait.duration, type(wait.classId), 1, wait.duration);
    }
    if (event instanceof MallocEvent && ((MallocEvent) event).size > 0) {
      return sample(EventKind.NATIVEMEM, event, event.time, "", 1, ((MallocEvent) event).size);
    }
    return null;
  }

  /**
   * How many objects of a size a sampled one stands for. The JVM picks allocations as Go does:
   * after an exponentially distributed number of bytes, so that an object is picked by a chance
   * that depends on its size alone. It therefore stands for the inverse of that chance, which is
   * how Go scales its heap profile ({@code scaleHeapSample} in runtime/pprof). Weighing each sample
   * by the mean interval instead, as is common, shows two thirds of the truth for objects about as
   * large as the interval.
   */
  private double objects(long size) {
    return objects(size, intervals.allocBytes());
  }

  static double objects(long size, long intervalBytes) {
    return -1 / Math.expm1(-size / (double) intervalBytes);
  }

  private Sample timeSample(ExecutionSample event) {
    if (event.threadState == STATE_OF_CPU_SAMPLES) {
      return sample(EventKind.CPU, event, event.time, "", 1, intervals.cpuNanos());
    }
    // One event stands for a thread that slept for a while, with the time when that began: it may
    // lie just before the window that it fills. Its middle does not.
    long count = event.samples();
    long middle = event.time + (count - 1) * EventKind.WALL_INTERVAL_NANOS / 2;
    return sample(EventKind.WALL, event, middle, "", count, count * EventKind.WALL_INTERVAL_NANOS);
  }

  private Sample sample(
      EventKind kind, Event event, long timeNanos, String type, long count, long value) {
    return new Sample(
        kind, timeNanos, stack(event.stackTraceId), thread(event.tid), type, count, value);
  }

  private String type(int classId) {
    String known = types.get(classId);
    if (known != null) {
      return known;
    }
    ClassRef ref = reader.classes.get(classId);
    String name = ref == null ? "" : TypeNames.display(symbol(ref.name));
    types.put(classId, name);
    return name;
  }

  private String thread(int id) {
    String name = reader.threads.get(id);
    return name == null ? "[tid=" + id + "]" : name;
  }

  private CallStack stack(int id) {
    CallStack known = stacks.get(id);
    if (known != null) {
      return known;
    }
    StackTrace trace = reader.stackTraces.get(id);
    CallStack stack =
        trace == null || trace.methods.length == 0 ? NO_STACK : frames.stack(framesOf(trace));
    stacks.put(id, stack);
    return stack;
  }

  private Frame[] framesOf(StackTrace trace) {
    Frame[] result = new Frame[trace.methods.length];
    for (int i = 0; i < result.length; i++) {
      // The upper half of a location is the line, the lower the bytecode index.
      result[i] = frame(trace.methods[i], trace.types[i], trace.locations[i] >>> 16);
    }
    return result;
  }

  /** There are a hundred frames to a stack, and few of them are new. */
  private Frame frame(long method, int type, int line) {
    // The profiler counts methods from 1; the shift keeps 45 bits of that.
    long key = (method << 19) | ((long) line << 3) | (type & 7);
    Frame known = knownFrames.get(key);
    if (known != null) {
      return known;
    }
    Frame frame = frames.frame(function(method, type), line, type == INLINED);
    knownFrames.put(key, frame);
    return frame;
  }

  private Function function(long method, int type) {
    Function known = functions.get(method);
    if (known != null) {
      return known;
    }
    MethodRef ref = reader.methods.get(method);
    ClassRef owner = ref == null ? null : reader.classes.get(ref.cls);
    String name = ref == null ? "unknown" : symbol(ref.name);
    String ownerName = owner == null ? "" : symbol(owner.name);
    Function function = describe(type, ownerName, name);
    functions.put(method, function);
    return function;
  }

  private Function describe(int type, String owner, String name) {
    switch (type) {
      case KERNEL:
        return frames.function(Function.Origin.KERNEL, name, owner);
      case NATIVE:
      case CPP:
        // Here the owner is the library.
        return frames.function(Function.Origin.NATIVE, name, owner);
      default:
        return frames.function(
            Function.Origin.JAVA,
            ClassNames.display(owner) + "." + name,
            ClassNames.sourceFile(owner));
    }
  }

  private String symbol(long id) {
    byte[] bytes = reader.symbols.get(id);
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
