package tbot.diag.profiling.jfr;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.FrameTable;
import tbot.diag.profiling.stack.LongMap;
import tbot.diag.profiling.stack.TypeNames;

/**
 * Reads the samples of a recording of async-profiler, one at a time.
 *
 * <p>async-profiler's own reader, jfr-converter, first makes objects of everything in a chunk. They
 * take several times the size of the chunk in the host's heap.
 */
public final class JfrSamples {

  /** {@code STATE_DEFAULT}; the states of wall-clock samples are running and sleeping. */
  private static final int STATE_OF_CPU_SAMPLES = 0;

  /** More bytes or nanoseconds (a year) than a sample has; so many are damage. */
  private static final long MAX_VALUE = 1L << 55;

  private static final CallStack NO_STACK = new CallStack();

  private static final int EVENTS_WINDOW_BYTES = 32 * 1024;

  /** Enough for one name. */
  private static final int NAMES_WINDOW_BYTES = 256;

  private final JfrInput events;
  private final JfrPools pools;
  private final JfrStacks stacks;
  private final CpuWeights cpuWeights;
  private final AllocationWeights allocationWeights;
  private final Map<String, String> settings = new HashMap<>();
  // Names by id, looked up once.
  private LongMap<String> threads;
  private LongMap<String> classes;
  // The ids of the event types in the current chunk.
  private int executionSample;
  private int nativeMethodSample;
  private int wallClockSample;
  private int allocationInTlab;
  private int allocationOutsideTlab;
  private int liveObject;
  private int monitorEnter;
  private int threadPark;
  private int malloc;
  private int free;
  private int activeSetting;
  private int fieldsBeforeSetting;

  /**
   * Prepares to read a recording.
   *
   * @param recording complete chunks
   * @param frames interns functions, frames and stacks
   * @param cpuWeights those of the session that recorded it
   * @param allocationWeights those of the session that recorded it
   */
  public JfrSamples(
      ByteBuffer recording,
      FrameTable frames,
      CpuWeights cpuWeights,
      AllocationWeights allocationWeights) {
    this(recording, frames, cpuWeights, allocationWeights, JfrStacks.MAX_FRAMES);
  }

  /**
   * With another limit for the stacks that are read before the events.
   *
   * @param maxFrames as for {@link JfrStacks}
   */
  JfrSamples(
      ByteBuffer recording,
      FrameTable frames,
      CpuWeights cpuWeights,
      AllocationWeights allocationWeights,
      int maxFrames) {
    this.events = new JfrInput(recording, EVENTS_WINDOW_BYTES);
    this.pools = new JfrPools(new JfrInput(recording, NAMES_WINDOW_BYTES));
    JfrInput lookups = new JfrInput(recording, JfrStacks.LOOKUP_WINDOW_BYTES);
    this.stacks = new JfrStacks(events, lookups, pools, frames, maxFrames);
    this.cpuWeights = cpuWeights;
    this.allocationWeights = allocationWeights;
  }

  /**
   * Passes every sample to the sink.
   *
   * @throws IOException if the recording is damaged, for example because the disk was full
   */
  public void readAll(SampleSink sink) throws IOException {
    int chunk = 0;
    try {
      while (chunk < events.length()) {
        chunk = readChunk(chunk, sink);
      }
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NullPointerException e) {
      throw new IOException("the chunk at " + chunk + " is damaged: " + e, e);
    }
  }

  /** Returns where the next chunk begins. */
  private int readChunk(int start, SampleSink sink) throws IOException {
    events.seek(start);
    int magic = events.readFixedInt();
    events.seek(start + JfrChunk.SIZE_OFFSET);
    long size = events.readFixedLong();
    if (magic != JfrChunk.MAGIC || size < JfrChunk.HEADER_BYTES || size > events.length() - start) {
      throw new IOException("no complete chunk at " + start);
    }
    events.seek(start + JfrChunk.POOLS_OFFSET);
    int poolsAt = offset(start, events.readFixedLong(), size);
    int typesAt = offset(start, events.readFixedLong(), size);
    int first = start + JfrChunk.HEADER_BYTES;
    int end = start + (int) size;
    JfrTypes types = new JfrTypes(events, typesAt);
    if (events.position() > end) {
      throw new IOException("the metadata is damaged");
    }
    beginChunk(types, new JfrCheckpoints(events, first, end, poolsAt));
    readEvents(first, end, sink);
    return end;
  }

  private static int offset(int chunk, long offset, long size) throws IOException {
    if (offset < JfrChunk.HEADER_BYTES || offset >= size) {
      throw new IOException("the chunk at " + chunk + " is incomplete");
    }
    return chunk + (int) offset;
  }

  /**
   * A setting of the session, such as {@code engine}; null if unknown. Only after {@link #readAll},
   * and only if the recording includes the first chunk of the session.
   */
  public String setting(String name) {
    return settings.get(name);
  }

  /** Reads types and constants, whose ids are valid in one chunk only. */
  private void beginChunk(JfrTypes types, JfrCheckpoints checkpoints) throws IOException {
    threads = new LongMap<>();
    classes = new LongMap<>();
    executionSample = types.id("jdk.ExecutionSample");
    nativeMethodSample = types.id("jdk.NativeMethodSample");
    wallClockSample = types.id("profiler.WallClockSample");
    allocationInTlab = types.id("jdk.ObjectAllocationInNewTLAB");
    allocationOutsideTlab = types.id("jdk.ObjectAllocationOutsideTLAB");
    liveObject = types.id("profiler.LiveObject");
    monitorEnter = types.id("jdk.JavaMonitorEnter");
    threadPark = types.id("jdk.ThreadPark");
    malloc = types.id("profiler.Malloc");
    free = types.id("profiler.Free");
    activeSetting = types.id("jdk.ActiveSetting");
    fieldsBeforeSetting = types.fieldsBeforeString(activeSetting);
    stacks.readChunk(checkpoints, types);
  }

  private void readEvents(int from, int to, SampleSink sink) throws IOException {
    for (int at = from; at < to; ) {
      events.seek(at);
      int size = events.readInt();
      if (size <= 0 || size > to - at) {
        throw new IOException("an event of " + size + " bytes at " + at);
      }
      Sample sample = sample(events.readInt());
      if (events.position() > at + size) {
        // Many events with the same long string in them would fill the heap.
        throw new IOException("an event of more than " + size + " bytes at " + at);
      }
      if (sample != null) {
        sink.accept(sample);
      }
      at += size;
    }
  }

  /** Reads an event; null if it is not a sample. */
  private Sample sample(int type) throws IOException {
    if (type == executionSample || type == nativeMethodSample) {
      return timeSample(false);
    }
    if (type == wallClockSample) {
      return timeSample(true);
    }
    if (type == allocationInTlab || type == allocationOutsideTlab) {
      return allocation(type == allocationInTlab);
    }
    if (type == liveObject) {
      return liveObject();
    }
    if (type == monitorEnter || type == threadPark) {
      return contention();
    }
    if (type == malloc) {
      return nativeAllocation();
    }
    if (type == free) {
      return nativeFree();
    }
    if (type == activeSetting) {
      events.skipNumbers(fieldsBeforeSetting);
      settings.put(events.readString(), events.readString());
    }
    return null;
  }

  private Sample timeSample(boolean hasCount) throws IOException {
    long time = events.readLong();
    int threadId = events.readInt();
    String thread = thread(threadId);
    CallStack stack = stacks.get(events.readInt());
    int state = events.readInt();
    long count = hasCount ? checked(events.readInt(), 1) : 1;
    if (state == STATE_OF_CPU_SAMPLES) {
      return new Sample(EventKind.CPU, time, stack, thread, "", 1, cpuWeights.nanos(threadId));
    }
    // One event stands for all samples of a thread that slept for some time. Its time is that of
    // the first, which can be just before the window, so the sample gets the time of the middle.
    long middle = time + (count - 1) * EventKind.WALL_INTERVAL_NANOS / 2;
    return new Sample(
        EventKind.WALL, middle, stack, thread, "", count, count * EventKind.WALL_INTERVAL_NANOS);
  }

  private Sample allocation(boolean inBuffer) throws IOException {
    long time = events.readLong();
    int threadId = events.readInt();
    CallStack stack = stacks.get(events.readInt());
    String type = type(events.readInt());
    long bytes = checked(events.readLong(), 1);
    long bufferBytes = inBuffer ? checked(events.readLong(), 1) : bytes;
    return new Sample(EventKind.ALLOC, time, stack, thread(threadId), type, 1, bytes)
        .standingFor(allocationWeights.objects(threadId, bytes, bufferBytes));
  }

  private Sample liveObject() throws IOException {
    events.readLong();
    String thread = thread(events.readInt());
    CallStack stack = stacks.get(events.readInt());
    String type = type(events.readInt());
    long bytes = checked(events.readLong(), 1);
    long allocated = events.readLong();
    return new Sample(EventKind.LIVE, allocated, stack, thread, type, 1, bytes)
        .standingFor(allocationWeights.objects(bytes));
  }

  private Sample contention() throws IOException {
    long time = events.readLong();
    long duration = checked(events.readLong(), 0);
    String thread = thread(events.readInt());
    CallStack stack = stacks.get(events.readInt());
    String type = type(events.readInt());
    // The time of the end, since a wait can begin long before the window.
    return new Sample(EventKind.LOCK, time + duration, stack, thread, type, 1, duration);
  }

  private Sample nativeAllocation() throws IOException {
    long time = events.readLong();
    String thread = thread(events.readInt());
    CallStack stack = stacks.get(events.readInt());
    long address = events.readLong();
    long bytes = checked(events.readLong(), 0);
    return bytes > 0
        ? new Sample(EventKind.NATIVEMEM, time, stack, thread, "", 1, bytes).at(address)
        : null;
  }

  /** There can be millions, so neither the thread nor the stack, which is empty, is looked up. */
  private Sample nativeFree() {
    long time = events.readLong();
    events.skipNumbers(2);
    long address = events.readLong();
    return new Sample(EventKind.NATIVE_FREE, time, NO_STACK, "", "", 1, 0).at(address);
  }

  /**
   * Refuses a value that no sample has. Totals would overflow by it or decrease, those of a
   * cumulative profile for as long as the host runs.
   */
  private static long checked(long value, long least) throws IOException {
    if (value < least || value > MAX_VALUE) {
      throw new IOException("a sample of " + value + " bytes, nanoseconds or events");
    }
    return value;
  }

  private String type(int id) {
    String known = classes.get(id);
    if (known != null) {
      return known;
    }
    String name = TypeNames.display(pools.nameOfClass(id));
    classes.put(id, name);
    return name;
  }

  private String thread(int id) {
    String known = threads.get(id);
    if (known != null) {
      return known;
    }
    String recorded = pools.thread(id);
    String name = recorded == null ? "[tid=" + id + "]" : recorded;
    threads.put(id, name);
    return name;
  }
}
