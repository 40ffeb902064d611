package tbot.diag.profiling;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** A recording in the format of Java Flight Recorder, in progress or complete. */
public final class Recording implements AutoCloseable {

  private final Window window;
  private final RecordingSpool spool;
  private long copied;

  Recording(Window window, RecordingSpool spool) {
    this.window = window;
    this.spool = spool;
  }

  /**
   * Waits for the end of the recording.
   *
   * @param millis the longest time to wait
   * @return whether the end was reached
   * @throws ProfilerUnavailableException if the recording failed before the end
   */
  public boolean await(long millis) throws InterruptedException, ProfilerUnavailableException {
    return window.await(millis);
  }

  /**
   * Writes what was recorded since the last call. After the end that is all the rest.
   *
   * @param out not closed
   */
  public void copyTo(OutputStream out) throws IOException {
    WritableByteChannel sink = Channels.newChannel(out);
    long size = spool.channel().size();
    while (copied < size) {
      copied += spool.channel().transferTo(copied, size - copied, sink);
    }
  }

  /** Ends the recording and frees it. */
  @Override
  public void close() throws IOException {
    window.close();
    spool.close();
  }
}
