package tbot.diag.profiling.jfr;

import static one.convert.Frame.TYPE_CPP;
import static one.convert.Frame.TYPE_KERNEL;
import static one.convert.Frame.TYPE_NATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import one.jfr.JfrReader;
import one.jfr.MethodRef;
import one.jfr.StackTrace;
import one.jfr.event.AllocationSample;
import one.jfr.event.Event;
import one.jfr.event.ExecutionSample;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.FrameTable;
import tbot.diag.profiling.stack.Function;
import tbot.diag.profiling.stack.TypeNames;

/** Reads a recording of this JVM, which has two chunks. */
@Timeout(300)
class JfrSamplesTest {

  private static volatile Object result;

  private static byte[] recording;

  @BeforeAll
  static void record(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("test.jfr");
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,jfr,event=itimer,interval=1ms,alloc=64k,loglevel=none,file=" + file);
    work();
    profiler.execute("dump,jfr");
    work();
    profiler.execute("stop");
    recording = Files.readAllBytes(file);
  }

  private static void work() {
    for (long end = System.nanoTime() + 500_000_000L; System.nanoTime() < end; ) {
      // Calls a native method of Java.
      boolean isThere = new File("/").exists();
      result = isThere && result == null ? new byte[1_000] : null;
    }
  }

  @ParameterizedTest
  @EnumSource
  void readsTheSameAsAsyncProfilersReader(Memory memory) throws IOException {
    assertThat(ours(memory, JfrStacks.MAX_FRAMES))
        .hasSizeGreaterThan(100)
        .containsExactlyElementsOf(theirs());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000})
  void readsStacksBeyondTheLimitWhenTheyAreUsed(int maxFrames) throws IOException {
    for (Memory memory : Memory.values()) {
      assertThat(ours(memory, maxFrames)).containsExactlyElementsOf(theirs());
    }
  }

  private static List<String> ours(Memory memory, int maxFrames) throws IOException {
    List<String> ours = new ArrayList<>();
    read(
        memory.hold(recording),
        maxFrames,
        sample ->
            ours.add(
                List.of(
                        sample.timeNanos(),
                        sample.thread(),
                        sample.type(),
                        sample.kind() == EventKind.ALLOC ? sample.value() : 0L,
                        sample.stack().depth(),
                        sample.stack().frame(0).line(),
                        methodOf(sample.stack().frame(0).function().name()),
                        origins(sample.stack()))
                    .toString()));
    return ours;
  }

  /** Where the recording is: in the heap it is read in place, otherwise through a window. */
  private enum Memory {
    HEAP,
    NATIVE;

    ByteBuffer hold(byte[] bytes) {
      if (this == HEAP) {
        return ByteBuffer.wrap(bytes);
      }
      ByteBuffer copy = ByteBuffer.allocateDirect(bytes.length);
      copy.put(bytes).flip();
      return copy;
    }
  }

  private static List<String> theirs() throws IOException {
    List<String> theirs = new ArrayList<>();
    try (JfrReader reader = new JfrReader(ByteBuffer.wrap(recording))) {
      reader.stopAtNewChunk = true;
      do {
        for (Event event = reader.readEvent(); event != null; event = reader.readEvent()) {
          if (event instanceof ExecutionSample || event instanceof AllocationSample) {
            theirs.add(describe(reader, event));
          }
        }
      } while (reader.hasMoreChunks());
    }
    return theirs;
  }

  private static String describe(JfrReader reader, Event event) {
    StackTrace stack = reader.stackTraces.get(event.stackTraceId);
    MethodRef method = reader.methods.get(stack.methods[0]);
    boolean allocation = event instanceof AllocationSample;
    return List.of(
            event.time,
            reader.threads.get(event.tid),
            allocation ? TypeNames.display(symbol(reader, classOf(reader, event))) : "",
            allocation ? ((AllocationSample) event).allocationSize : 0L,
            stack.methods.length,
            stack.locations[0] >>> 16,
            methodOf(symbol(reader, method.name)),
            origins(stack))
        .toString();
  }

  private static List<Function.Origin> origins(CallStack stack) {
    return IntStream.range(0, stack.depth())
        .mapToObj(i -> stack.frame(i).function().origin())
        .toList();
  }

  private static List<Function.Origin> origins(StackTrace stack) {
    return IntStream.range(0, stack.types.length)
        .mapToObj(
            i ->
                switch (stack.types[i]) {
                  case TYPE_NATIVE, TYPE_CPP -> Function.Origin.NATIVE;
                  case TYPE_KERNEL -> Function.Origin.KERNEL;
                  default -> Function.Origin.JAVA;
                })
        .toList();
  }

  private static long classOf(JfrReader reader, Event event) {
    return reader.classes.get(((AllocationSample) event).classId).name;
  }

  private static String symbol(JfrReader reader, long id) {
    return new String(reader.symbols.get(id), StandardCharsets.UTF_8);
  }

  /** The part after the last dot; symbols of native code can have dots. */
  private static String methodOf(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  @Test
  void hasTheEngineAmongTheSettings() throws IOException {
    assertThat(read(Memory.HEAP.hold(recording), sample -> {}).setting("engine"))
        .isEqualTo("itimer");
  }

  @ParameterizedTest
  @EnumSource
  void damagedRecordingEndsWithSamplesOrAnIOException(Memory memory) {
    Random random = new Random(1);
    int errors = 0;
    for (int i = 0; i < 300; i++) {
      byte[] damaged = recording.clone();
      for (int j = 0; j < 50; j++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      errors += isRefused(memory.hold(damaged)) ? 1 : 0;
    }

    assertThat(errors).isGreaterThan(30);
  }

  /** Whether reading fails with an IOException, as the segment expects; others fail the test. */
  private static boolean isRefused(ByteBuffer bytes) {
    try {
      read(bytes, sample -> {});
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  private static JfrSamples read(ByteBuffer bytes, SampleSink sink) throws IOException {
    return read(bytes, JfrStacks.MAX_FRAMES, sink);
  }

  private static JfrSamples read(ByteBuffer bytes, int maxFrames, SampleSink sink)
      throws IOException {
    JfrSamples samples =
        new JfrSamples(
            bytes,
            new FrameTable(),
            new CpuWeights(EventKind.CPU_INTERVAL_NANOS, false),
            AllocationWeights.ofThisJvm(EventKind.ALLOC_INTERVAL_BYTES),
            maxFrames);
    samples.readAll(sink);
    return samples;
  }
}
