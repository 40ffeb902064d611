package tbot.diag.profiling.jfr;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static one.convert.Frame.TYPE_CPP;
import static one.convert.Frame.TYPE_INLINED;
import static one.convert.Frame.TYPE_KERNEL;
import static one.convert.Frame.TYPE_NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import one.jfr.JfrReader;
import one.jfr.MethodRef;
import one.jfr.StackTrace;
import one.jfr.event.AllocationSample;
import one.jfr.event.ContendedLock;
import one.jfr.event.Event;
import one.jfr.event.ExecutionSample;
import one.jfr.event.LiveObject;
import one.jfr.event.MallocEvent;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.ClassNames;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.FrameTable;
import tbot.diag.profiling.stack.Function;
import tbot.diag.profiling.stack.TypeNames;

/**
 * Compares the samples of each kind, with their whole stacks, with those that async-profiler's own
 * reader finds in the same recording. The recording is of this JVM and has two chunks.
 */
@Timeout(300)
class EachKindOfSampleTest {

  private static final int ROUNDS = 20;
  private static final long HELD_MILLIS = 5;

  /** Lets the other thread have the lock, which a thread that comes back at once would take. */
  private static final long FREE_MILLIS = 1;

  private static final long CPU_NANOS = 300_000_000;
  private static final ReentrantLock LOCK = new ReentrantLock();
  private static final Object MONITOR = new Object();
  private static final List<byte[]> ALIVE = new ArrayList<>();

  private static byte[] recording;
  private static List<Described> expected;

  @BeforeAll
  static void record(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("test.jfr");
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute(
        "start,jfr,clock=monotonic,loglevel=none,event=itimer,interval=1ms,wall="
            + EventKind.WALL_INTERVAL_NANOS
            + ",alloc=64k,live,lock="
            + EventKind.LOCK_INTERVAL_NANOS
            + ",nativemem=64k,file="
            + file);
    work();
    profiler.execute("dump,jfr");
    work();
    profiler.execute("stop");
    recording = Files.readAllBytes(file);
    expected = theirs();
  }

  private static void work() throws InterruptedException {
    Thread other = new Thread(EachKindOfSampleTest::contend, "other");
    other.start();
    contend();
    other.join();
    for (int i = 0; i < ROUNDS; i++) {
      ALIVE.add(new byte[300_000]);
      Deflater deflater = new Deflater(); // allocates 256 KiB outside of the Java heap
      deflater.setInput(ALIVE.get(i));
      deflater.deflate(new byte[1_000]);
      deflater.end();
    }
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long end = clock.getCurrentThreadCpuTime() + CPU_NANOS;
    while (clock.getCurrentThreadCpuTime() < end) {
      Thread.onSpinWait();
    }
  }

  /** One after the other: threads that alternate between two locks hardly wait for any. */
  private static void contend() {
    for (int i = 0; i < ROUNDS; i++) {
      synchronized (MONITOR) {
        sleep(HELD_MILLIS);
      }
      sleep(FREE_MILLIS);
    }
    for (int i = 0; i < ROUNDS; i++) {
      LOCK.lock();
      try {
        sleep(HELD_MILLIS);
      } finally {
        LOCK.unlock();
      }
      sleep(FREE_MILLIS);
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theRecordingHoldsEachKindOfSample() {
    Map<EventKind, Long> counts =
        expected.stream().collect(groupingBy(Described::kind, counting()));

    assertThat(counts).containsOnlyKeys(EventKind.values());
    assertThat(counts).allSatisfy((kind, count) -> assertThat(count).isGreaterThanOrEqualTo(5));
    assertThat(expected).extracting(sample -> sample.frames().size()).anyMatch(depth -> depth > 20);
  }

  /** With no room, each stack is read when a sample names it. */
  @ParameterizedTest
  @ValueSource(ints = {JfrStacks.MAX_FRAMES, 1_000, 0})
  void readsWhatAsyncProfilersReaderReads(int maxFrames) throws IOException {
    ByteBuffer pieces = ByteBuffer.allocateDirect(recording.length).put(recording).flip();

    assertThat(ours(ByteBuffer.wrap(recording), maxFrames)).containsExactlyElementsOf(expected);
    assertThat(ours(pieces, maxFrames)).containsExactlyElementsOf(expected);
  }

  /**
   * What both readers say of a sample.
   *
   * @param value as in {@link Sample#value}; 0 for CPU time, which the recording does not hold
   */
  private record Described(
      EventKind kind,
      long timeNanos,
      String thread,
      String type,
      long count,
      long value,
      List<Called> frames,
      long address) {

    Described(
        EventKind kind,
        long timeNanos,
        String thread,
        String type,
        long count,
        long value,
        List<Called> frames) {
      this(kind, timeNanos, thread, type, count, value, frames, 0);
    }

    Described at(long newAddress) {
      return new Described(kind, timeNanos, thread, type, count, value, frames, newAddress);
    }
  }

  /** One frame of a stack. */
  private record Called(
      Function.Origin origin, String name, String file, int line, boolean inlined) {}

  private static List<Described> ours(ByteBuffer bytes, int maxFrames) throws IOException {
    List<Described> ours = new ArrayList<>();
    new JfrSamples(
            bytes,
            new FrameTable(),
            new CpuWeights(EventKind.CPU_INTERVAL_NANOS, false),
            AllocationWeights.ofThisJvm(EventKind.ALLOC_INTERVAL_BYTES),
            maxFrames)
        .readAll(sample -> ours.add(describe(sample)));
    return ours;
  }

  private static Described describe(Sample sample) {
    return new Described(
        sample.kind(),
        sample.timeNanos(),
        sample.thread(),
        sample.type(),
        sample.count(),
        sample.kind() == EventKind.CPU ? 0 : sample.value(),
        frames(sample.stack()),
        sample.address());
  }

  private static List<Called> frames(CallStack stack) {
    return IntStream.range(0, stack.depth()).mapToObj(i -> called(stack.frame(i))).toList();
  }

  private static Called called(Frame frame) {
    Function function = frame.function();
    return new Called(
        function.origin(), function.name(), function.file(), frame.line(), frame.isInlined());
  }

  private static List<Described> theirs() throws IOException {
    List<Described> theirs = new ArrayList<>();
    try (JfrReader reader = new JfrReader(ByteBuffer.wrap(recording))) {
      reader.stopAtNewChunk = true;
      do {
        for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
          Described described = describe(reader, event);
          if (described != null) {
            theirs.add(described);
          }
        }
      } while (reader.hasMoreChunks());
    }
    return theirs;
  }

  /** Null for an event that is no sample. */
  private static Described describe(JfrReader reader, Event event) {
    if (event instanceof ExecutionSample sample) {
      return describe(reader, sample);
    }
    if (event instanceof AllocationSample sample) {
      return describe(reader, event, EventKind.ALLOC, event.time, sample.allocationSize);
    }
    if (event instanceof LiveObject object) {
      return describe(reader, event, EventKind.LIVE, object.allocationTime, object.allocationSize);
    }
    if (event instanceof ContendedLock lock) {
      return describe(reader, event, EventKind.LOCK, event.time + lock.duration, lock.duration);
    }
    if (event instanceof MallocEvent malloc) {
      return malloc.size == 0
          ? free(malloc)
          : describe(reader, event, EventKind.NATIVEMEM, event.time, malloc.size)
              .at(malloc.address);
    }
    return null;
  }

  /** Of a free, time and address alone are read. */
  private static Described free(MallocEvent event) {
    return new Described(EventKind.NATIVE_FREE, event.time, "", "", 1, 0, List.of(), event.address);
  }

  private static Described describe(JfrReader reader, ExecutionSample sample) {
    boolean cpu =
        "STATE_DEFAULT".equals(reader.getEnumValue("jdk.types.ThreadState", sample.threadState));
    long span = cpu ? 0 : sample.samples * EventKind.WALL_INTERVAL_NANOS;
    long toMiddle = cpu ? 0 : (sample.samples - 1) * EventKind.WALL_INTERVAL_NANOS / 2;
    return new Described(
        cpu ? EventKind.CPU : EventKind.WALL,
        sample.time + toMiddle,
        reader.threads.get(sample.tid),
        "",
        sample.samples,
        span,
        frames(reader, sample));
  }

  private static Described describe(
      JfrReader reader, Event event, EventKind kind, long timeNanos, long value) {
    String type = kind == EventKind.NATIVEMEM ? "" : nameOfClass(reader, event.classId());
    return new Described(
        kind,
        timeNanos,
        reader.threads.get(event.tid),
        TypeNames.display(type),
        1,
        value,
        frames(reader, event));
  }

  private static List<Called> frames(JfrReader reader, Event event) {
    StackTrace stack = reader.stackTraces.get(event.stackTraceId);
    return IntStream.range(0, stack.methods.length)
        .mapToObj(i -> called(reader, stack, i))
        .toList();
  }

  private static Called called(JfrReader reader, StackTrace stack, int i) {
    MethodRef method = reader.methods.get(stack.methods[i]);
    String owner = nameOfClass(reader, method.cls);
    String name = symbol(reader, method.name);
    int line = stack.locations[i] >>> 16;
    Function.Origin origin = origin(stack.types[i]);
    return origin == Function.Origin.JAVA
        ? new Called(
            origin,
            ClassNames.display(owner) + "." + name,
            ClassNames.sourceFile(owner),
            line,
            stack.types[i] == TYPE_INLINED)
        : new Called(origin, name, owner, line, false);
  }

  private static Function.Origin origin(byte type) {
    return switch (type) {
      case TYPE_NATIVE, TYPE_CPP -> Function.Origin.NATIVE;
      case TYPE_KERNEL -> Function.Origin.KERNEL;
      default -> Function.Origin.JAVA;
    };
  }

  private static String nameOfClass(JfrReader reader, long id) {
    return symbol(reader, reader.classes.get(id).name);
  }

  private static String symbol(JfrReader reader, long id) {
    return new String(reader.symbols.get(id), StandardCharsets.UTF_8);
  }
}
