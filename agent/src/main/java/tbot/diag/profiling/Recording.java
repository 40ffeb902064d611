package tbot.diag.profiling;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** A recording in the format of Java Flight Recorder, in progress or complete. */
public final class Recording implements Closeable {

  private final Window window;
  private final RecordingSpool spool;

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

  /** Its length in nanoseconds: as requested, unless it was ended early. */
  public long spanNanos() {
    return window.spanNanos();
  }

  /** Ends the recording early and keeps what there is. Without effect after its end. */
  public void endNow() {
    window.endNow();
  }

  /** What was recorded, complete after the end. Closed with the recording. */
  public FileChannel file() {
    return spool.channel();
  }

  /** Ends the recording and frees it. */
  @Override
  public void close() throws IOException {
    window.close();
    spool.close();
  }
}
