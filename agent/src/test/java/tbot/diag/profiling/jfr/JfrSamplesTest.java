package tbot.diag.profiling.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.stack.FrameTable;

/** Settings and damage; for the samples themselves see {@link EachKindOfSampleTest}. */
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

  private static Stream<TinyRecording> impossibleSamples() {
    long tooMuch = 1L << 56;
    return Stream.of(
        new TinyRecording().event(TinyRecording.WALL_CLOCK_SAMPLE, 1, 1, 1, 1, 0),
        new TinyRecording().event(TinyRecording.WALL_CLOCK_SAMPLE, 1, 1, 1, 1, -1),
        new TinyRecording().event(TinyRecording.ALLOCATION_IN_TLAB, 1, 1, 1, 1, 0, 1),
        new TinyRecording().event(TinyRecording.ALLOCATION_IN_TLAB, 1, 1, 1, 1, -1, 1),
        new TinyRecording().event(TinyRecording.ALLOCATION_IN_TLAB, 1, 1, 1, 1, 1, -1),
        new TinyRecording().event(TinyRecording.ALLOCATION_OUTSIDE_TLAB, 1, 1, 1, 1, tooMuch),
        new TinyRecording().event(TinyRecording.LIVE_OBJECT, 1, 1, 1, 1, 0, 1),
        new TinyRecording().event(TinyRecording.MONITOR_ENTER, 1, -1, 1, 1, 1),
        new TinyRecording().event(TinyRecording.THREAD_PARK, 1, tooMuch, 1, 1, 1),
        new TinyRecording().event(TinyRecording.MALLOC, 1, 1, 1, 1, tooMuch));
  }

  /** They would make the totals of a profile overflow. */
  @ParameterizedTest
  @MethodSource("impossibleSamples")
  void refusesImpossibleSizesAndTimes(TinyRecording recording) {
    assertThatThrownBy(() -> read(ByteBuffer.wrap(recording.toBytes()), sample -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a sample of ");
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
    JfrSamples samples =
        new JfrSamples(
            bytes,
            new FrameTable(),
            new CpuWeights(EventKind.CPU_INTERVAL_NANOS, false),
            AllocationWeights.ofThisJvm(EventKind.ALLOC_INTERVAL_BYTES));
    samples.readAll(sink);
    return samples;
  }
}
