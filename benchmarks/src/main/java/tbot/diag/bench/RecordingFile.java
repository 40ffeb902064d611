package tbot.diag.bench;

import tbot.diag.profiling.jfr.JfrSamples;
import tbot.diag.profiling.sample.AllocationWeights;
import tbot.diag.profiling.sample.CpuWeights;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.stack.FrameTable;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads a whole recording by the code that reads the segments of the recorder. */
public final class RecordingFile {

  /**
   * What is read into the heap instead of mapped, in bytes. Before it maps its first file, JDK 17
   * starts its machinery of method handles, which takes some ten milliseconds. The recorder always
   * maps: a host has started that long before.
   */
  private static final long SMALL = 4 << 20;

  private RecordingFile() {}

  /** Hands every sample of the file to the sink. */
  public static void read(Path file, SampleSink sink) throws IOException {
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      long size = file.toFile().length();
      new JfrSamples(
              size <= SMALL ? inHeap(in, (int) size) : mapped(in.getChannel()),
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
