package tbot.diag.profiling.jfr;

import static tbot.diag.profiling.jfr.TinyRecording.ALLOCATION_IN_TLAB;
import static tbot.diag.profiling.jfr.TinyRecording.ALLOCATION_OUTSIDE_TLAB;
import static tbot.diag.profiling.jfr.TinyRecording.CLASS;
import static tbot.diag.profiling.jfr.TinyRecording.EXECUTION_SAMPLE;
import static tbot.diag.profiling.jfr.TinyRecording.LIVE_OBJECT;
import static tbot.diag.profiling.jfr.TinyRecording.MALLOC;
import static tbot.diag.profiling.jfr.TinyRecording.METHOD;
import static tbot.diag.profiling.jfr.TinyRecording.MONITOR_ENTER;
import static tbot.diag.profiling.jfr.TinyRecording.SETTING;
import static tbot.diag.profiling.jfr.TinyRecording.STACK;
import static tbot.diag.profiling.jfr.TinyRecording.SYMBOL;
import static tbot.diag.profiling.jfr.TinyRecording.THREAD;
import static tbot.diag.profiling.jfr.TinyRecording.THREAD_PARK;
import static tbot.diag.profiling.jfr.TinyRecording.WALL_CLOCK_SAMPLE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import one.profiler.AsyncProfiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.profiling.jfr.TinyRecording.Bytes;
import tbot.diag.profiling.sample.EventKind;

/**
 * Makes the corpus of {@link RecordingFuzzTest} again: {@code ./mvnw -pl agent test
 * -Dtest=SeedRecordings}. It is no test, and runs only when it is named.
 */
class SeedRecordings {

  private static final Path CORPUS =
      Path.of("src/test/resources/tbot/diag/profiling/jfr/RecordingFuzzTestInputs/recordings");

  /** The events that are kept of a recording; others tell of the machine that it was made on. */
  private static final List<String> SAMPLES =
      List.of(
          "jdk.ExecutionSample",
          "profiler.WallClockSample",
          "jdk.ObjectAllocationInNewTLAB",
          "jdk.ObjectAllocationOutsideTLAB",
          "profiler.LiveObject",
          "jdk.JavaMonitorEnter",
          "jdk.ThreadPark",
          "profiler.Malloc");

  @Test
  void tiny() throws IOException {
    byte[] recording = tinyRecording();
    Files.write(CORPUS.resolve("tiny"), recording);
    Files.write(
        CORPUS.resolve("tiny-twice"),
        new Bytes().append(recording).append(recording).toByteArray());
  }

  /** One event of each kind, by one thread, with two Java frames and a native one on the stack. */
  private static byte[] tinyRecording() {
    return new TinyRecording()
        .pool(THREAD, 1, new Bytes().numbers(1).string("os").numbers(7).string("main").numbers(1))
        .pool(STACK, 1, new Bytes().numbers(1, 0, 3).numbers(1, 10, 0, 1, 1, 300, 5, 2, 2, 0, 0, 3))
        .pool(METHOD, 2, new Bytes().numbers(1, 1, 3, 4, 1, 0, 2, 2, 4, 4, 0x100, 0))
        .pool(CLASS, 3, new Bytes().numbers(1, 0, 1, 0, 1, 2, 0, 2, 0, 1, 3, 0, 5, 0, 1))
        .pool(
            SYMBOL,
            5,
            new Bytes()
                .numbers(1)
                .string("a/B$$Lambda.0x12")
                .numbers(2)
                .string("libc.so")
                .numbers(3)
                .string("run")
                .numbers(4)
                .string("write")
                .numbers(5)
                .string("[Ljava/lang/String;"))
        .event(SETTING, new Bytes().numbers(0).string("engine").string("itimer"))
        .event(EXECUTION_SAMPLE, 1000, 1, 1, 0)
        .event(EXECUTION_SAMPLE, 2000, 2, 9, 0)
        .event(WALL_CLOCK_SAMPLE, 3000, 1, 1, 2, 20)
        .event(ALLOCATION_IN_TLAB, 4000, 1, 1, 3, 24, 1 << 20)
        .event(ALLOCATION_OUTSIDE_TLAB, 5000, 1, 1, 3, 1 << 20)
        .event(LIVE_OBJECT, 6000, 1, 1, 1, 24, 500)
        .event(MONITOR_ENTER, 7000, 20_000_000, 1, 1, 1, 0, 0)
        .event(THREAD_PARK, 8000, 100, 1, 1, 1, 0, 0, 0)
        .event(MALLOC, 9000, 1, 1, 1 << 30, 500_000)
        .toBytes();
  }

  /** A chunk of async-profiler with each kind of sample. */
  @Test
  void everyKind(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("recording");
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute(
        "start,jfr,clock=monotonic,loglevel=none,cstack=no,event=itimer,interval=10ms,wall="
            + EventKind.WALL_INTERVAL_NANOS
            + ",alloc=4m,live,lock=1us,nativemem=256k,nofree,file="
            + file);
    inThread("worker", SeedRecordings::work);
    profiler.execute("stop");
    Files.write(CORPUS.resolve("every-kind"), withSamplesOnly(Files.readAllBytes(file)));
  }

  private static void inThread(String name, Runnable runnable) throws InterruptedException {
    Thread thread = new Thread(runnable, name);
    thread.start();
    thread.join();
  }

  private static void work() {
    Thread other = new Thread(() -> hold(20_000_000), "other");
    other.start();
    hold(20_000_000);
    Deflater deflater = new Deflater(); // allocates 256 KiB outside of the Java heap
    deflater.setInput(new byte[300_000]);
    deflater.deflate(new byte[1_000]);
    deflater.end();
    waitUntil(System.nanoTime() + 50_000_000);
  }

  private static synchronized void hold(long nanos) {
    waitUntil(System.nanoTime() + nanos);
  }

  private static void waitUntil(long end) {
    List<byte[]> allocated = new ArrayList<>();
    while (System.nanoTime() < end) {
      allocated.add(new byte[1_000]);
      if (allocated.size() > 1_000) {
        allocated.clear();
      }
    }
  }

  /** A recording of one chunk without the events that are no samples. */
  private static byte[] withSamplesOnly(byte[] recording) {
    ByteBuffer header = ByteBuffer.wrap(recording);
    int metadataAt = (int) header.getLong(JfrChunk.METADATA_OFFSET);
    int poolsAt = (int) header.getLong(JfrChunk.POOLS_OFFSET);
    JfrInput in = new JfrInput(header, 0);
    JfrTypes types = new JfrTypes(in, metadataAt);
    Set<Integer> samples = new HashSet<>();
    SAMPLES.forEach(name -> samples.add(types.id(name)));
    ByteBuffer kept = ByteBuffer.allocate(recording.length);
    kept.put(recording, 0, JfrChunk.HEADER_BYTES);
    for (int at = JfrChunk.HEADER_BYTES; at < recording.length; ) {
      in.seek(at);
      int size = in.readInt();
      boolean isSample = samples.contains(in.readInt());
      if (at == metadataAt) {
        kept.putLong(JfrChunk.METADATA_OFFSET, kept.position());
      } else if (at == poolsAt) {
        kept.putLong(JfrChunk.POOLS_OFFSET, kept.position());
      }
      if (isSample || at == metadataAt || at == poolsAt) {
        kept.put(recording, at, size);
      }
      at += size;
    }
    kept.putLong(JfrChunk.SIZE_OFFSET, kept.position());
    return Arrays.copyOf(kept.array(), kept.position());
  }
}
