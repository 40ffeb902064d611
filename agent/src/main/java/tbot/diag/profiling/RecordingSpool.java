package tbot.diag.profiling;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** Takes recordings as they are, one behind the other, which makes one valid recording. */
final class RecordingSpool implements Closeable {

  private final FileChannel channel;

  /**
   * An empty spool.
   *
   * @param channel of an empty file without a name
   */
  RecordingSpool(FileChannel channel) {
    this.channel = channel;
  }

  /** Appends a part of a file. */
  void append(FileChannel from, long start, long end) throws IOException {
    long at = start;
    while (at < end) {
      long copied = from.transferTo(at, end - at, channel);
      if (copied <= 0) {
        throw new IOException("the recording ends at " + at + " instead of " + end);
      }
      at += copied;
    }
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
