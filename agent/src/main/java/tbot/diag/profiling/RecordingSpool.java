package tbot.diag.profiling;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import tbot.diag.profiling.jfr.JfrChunk;
import tbot.diag.profiling.sample.Sample;

/** Concatenates the recordings of several sessions into one valid recording. */
public final class RecordingSpool implements WindowConsumer, Closeable {

  private final FileChannel channel;
  private FileChannel last;

  /**
   * Starts an empty recording.
   *
   * @param channel an empty file; closed with the spool
   */
  public RecordingSpool(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Appends complete chunks of a session's recording.
   *
   * @param from the recording
   * @param start where a chunk begins
   * @param end where a chunk ends
   */
  public void append(FileChannel from, long start, long end) throws IOException {
    if (start == end) {
      return;
    }
    if (last != null && from != last) {
      write(JfrChunk.emptyLike(from, start));
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

  private void write(ByteBuffer chunk) throws IOException {
    while (chunk.hasRemaining()) {
      channel.write(chunk);
    }
  }

  @Override
  public void copyFrom(Segment segment) throws IOException {
    segment.copyTo(this);
  }

  @Override
  public boolean copiesRecordings() {
    return true;
  }

  /** Does nothing: the copy of the recording has the sample. */
  @Override
  public void accept(Sample sample) {}

  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
