package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The stream of a profile that is sent while it is being taken. It can be kept alive before it has
 * any content: the JDK's HTTP server reports that a client has gone only when something is written.
 */
public abstract class ProfileBody extends OutputStream {

  /**
   * Sends bytes that readers of the format skip. Only before the first write.
   *
   * @throws IOException when the client has gone; it may take two or three calls to notice
   */
  public abstract void keepAlive() throws IOException;

  /** Frees what the stream holds, whether or not it was completed by {@link #close}. */
  public abstract void release();

  @Override
  public final void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int count) throws IOException;
}
