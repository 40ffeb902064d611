package tbot.diag.bench;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import tbot.diag.profiling.jfr.JfrSamples;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.stack.FrameTable;

/** Reads a whole recording with the agent's reader. */
public final class RecordingFile {

  /**
   * The largest file that is read into the heap, in bytes; larger files are mapped. Before JDK 17
   * maps its first file, it initialises its method handles, which takes some ten milliseconds. The
   * agent's recorder always maps files, because in a host that has long happened.
   */
  private static final long MAX_HEAP_BYTES = 4 << 20;

  private RecordingFile() {}

  /** Passes every sample of the file to the sink. */
  public static void read(Path file, SampleSink sink) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      long size = file.toFile().length();
      new JfrSamples(
              size <= MAX_HEAP_BYTES ? inHeap(in, (int) size) : mapped(in.getChannel()),
              new FrameTable(),
              new CpuWeights(EventKind.CPU_INTERVAL_NANOS, true),
              AllocationWeights.ofThisJvm(EventKind.ALLOC_INTERVAL_BYTES))
          .readAll(sink);
    }
  }

  private static ByteBuffer inHeap(FileInputStream in, int size) throws IOException {
    byte[] bytes = new byte[size];
    return ByteBuffer.wrap(bytes, 0, in.readNBytes(bytes, 0, size));
  }

  private static ByteBuffer mapped(FileChannel channel) throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
  }
}
