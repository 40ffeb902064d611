package tbot.diag.profiling;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import one.jfr.JfrReader;

/** Reads a whole recording in the way in which the recorder reads its segments. */
public final class RecordingFile {

  private RecordingFile() {}

  /** Hands every sample of the file to the sink. */
  public static void read(Path file, SampleSink sink) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        JfrReader reader =
            new JfrReader(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()))) {
      new JfrSamples(reader, new FrameTable(), SamplingIntervals.NOMINAL).readAll(sink);
    }
  }
}
