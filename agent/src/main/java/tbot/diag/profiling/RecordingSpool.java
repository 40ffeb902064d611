package tbot.diag.profiling;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import tbot.diag.profiling.jfr.JfrChunk;

/** Takes the recordings of sessions, one behind the other, which makes one valid recording. */
public final class RecordingSpool implements Closeable {

  private final FileChannel channel;
  private FileChannel last;

  /**
   * An empty spool.
   *
   * @param channel of an empty file without a name
   */
  public RecordingSpool(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Appends a part of a session's recording.
   *
   * @param from that recording
   * @param start where a chunk begins
   * @param end where one ends
   */
  public void append(FileChannel from, long start, long end) throws IOException {
    if (start == end) {
      return;
    }
    if (last != null && from != last) {
      separate(JfrChunk.emptyLike(from, start));
    }
    last = from;
    long at = start;
    while (at < end) {
      long copied = from.transferTo(at, end - at, channel);
      if (copied <= 0) {
        throw new IOException("the recording ends at " + at + " instead of " + end);
      }
      at += copied;
    }
  }

  private void separate(ByteBuffer chunk) throws IOException {
    while (chunk.hasRemaining()) {
      channel.write(chunk);
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
