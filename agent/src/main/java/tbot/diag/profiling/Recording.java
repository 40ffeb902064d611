package tbot.diag.profiling;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/** A span that is being recorded in the format of Java Flight Recorder. */
public final class Recording implements AutoCloseable {

  private final Window window;
  private final RecordingSpool spool;
  private long copied;

  Recording(Window window, RecordingSpool spool) {
    this.window = window;
    this.spool = spool;
  }

  /**
   * Waits for the end of the span.
   *
   * @param millis the longest time to wait
   * @return whether the end was reached
   * @throws ProfilerUnavailableException when the recording broke off
   */
  public boolean await(long millis) throws InterruptedException, ProfilerUnavailableException {
    return window.await(millis);
  }

  /**
   * Writes what was recorded since the last call. The whole is there after the end.
   *
   * @param out stays open
   */
  public void copyTo(OutputStream out) throws IOException {
    WritableByteChannel sink = Channels.newChannel(out);
    long size = spool.channel().size();
    while (copied < size) {
      copied += spool.channel().transferTo(copied, size - copied, sink);
    }
  }

  /** Gives up what is left of the span and frees the recording. */
  @Override
  public void close() throws IOException {
    window.close();
    spool.close();
  }
}
