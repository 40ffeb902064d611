package tbot.diag.profiling.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleAggregator;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.stack.FrameTable;

/**
 * Any bytes are a recording with samples, from which each profile can be made and written, or end
 * with an IOException. {@link SeedRecordings} makes the corpus.
 */
class RecordingFuzzTest {

  /**
   * What reading may allocate, whatever the recording announces. Most of it is for the fuzzer,
   * which instruments each class when it is loaded.
   */
  private static final long ALLOCATED_BYTES = 512 << 20;

  private static final int ALLOCATED_BYTES_PER_BYTE = 1000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Symbols SYMBOLS = Symbols.ofOtherProcess();

  private static FileChannel file;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    file =
        FileChannel.open(
            folder.resolve("recording"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
  }

  @Timeout(60)
  @FuzzTest
  void recordings(byte[] recording) throws IOException {
    List<Sample> samples = new ArrayList<>();
    boolean whole = isRead(ByteBuffer.wrap(recording), JfrStacks.MAX_FRAMES, samples::add);
    for (Sample sample : samples) {
      check(sample);
    }
    ByteBuffer mapped = ByteBuffer.allocateDirect(recording.length).put(recording).flip();
    List<String> again = new ArrayList<>();
    boolean wholeAgain =
        isRead(mapped, JfrStacks.MAX_FRAMES, sample -> again.add(described(sample)));
    if (whole) {
      assertThat(wholeAgain).as("read through a window").isTrue();
      assertThat(samples).extracting(RecordingFuzzTest::described).isEqualTo(again);
    }
    // In a damaged recording, stacks that are not read ahead can differ.
    isRead(mapped, 0, RecordingFuzzTest::check);
    for (ProfileType type : ProfileType.values()) {
      write(type, samples);
    }
    checkChunks(recording);
  }

  /** Reads the samples; returns whether the recording is in order to its end. */
  private static boolean isRead(ByteBuffer recording, int maxFrames, SampleSink sink) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      new JfrSamples(
              recording,
              new FrameTable(),
              new CpuWeights(EventKind.CPU_INTERVAL_NANOS, true),
              AllocationWeights.ofThisJvm(EventKind.ALLOC_INTERVAL_BYTES),
              maxFrames)
          .readAll(sink);
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
          .isLessThan(ALLOCATED_BYTES + (long) ALLOCATED_BYTES_PER_BYTE * recording.limit());
    }
  }

  /** One condition, since an assertion for each property takes longer than reading the sample. */
  private static void check(Sample sample) {
    boolean valid =
        sample.stack().depth() > 0
            && sample.thread() != null
            && sample.type() != null
            && sample.count() > 0
            && sample.value() >= 0
            && sample.objects() >= 1
            && sample.objects() < Double.POSITIVE_INFINITY;
    if (!valid) {
      fail(described(sample));
    }
  }

  private static String described(Sample sample) {
    return sample.kind()
        + " "
        + sample.timeNanos()
        + " "
        + sample.stack()
        + sample.thread()
        + sample.type()
        + sample.count()
        + " "
        + sample.value()
        + " "
        + sample.objects();
  }

  /** Makes and writes a profile, as an endpoint does. */
  private static void write(ProfileType type, List<Sample> samples) throws IOException {
    SampleAggregator aggregator = type.newAggregator();
    for (Sample sample : samples) {
      if (type.kinds().contains(sample.kind())) {
        aggregator.accept(sample);
      }
    }
    if (aggregator.size() == 0) {
      return;
    }
    Profile profile = new Profile(type.header(), aggregator.table());
    profile.<RuntimeException>forEach(
        (stack, label, values) -> {
          if (Arrays.stream(values).min().getAsLong() < 0) {
            fail(type + ": " + stack + Arrays.toString(values));
          }
        });
    for (ProfileFormat format : ProfileFormat.values()) {
      format.write(profile, "fuzzed", SYMBOLS, OutputStream.nullOutputStream());
    }
  }

  /** What is read of a chunk without its samples. */
  private static void checkChunks(byte[] recording) throws IOException {
    file.truncate(0);
    file.write(ByteBuffer.wrap(recording), 0);
    assertThat(JfrChunk.endOfComplete(file, 0)).isBetween(0L, (long) recording.length);
    try {
      ByteBuffer empty = JfrChunk.emptyLike(file, 0);
      assertThat(empty.remaining()).isLessThan(recording.length + 100);
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }
}
