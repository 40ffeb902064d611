package tbot.diag.bundle;

import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Bytes in a file that is kept open.
 *
 * <p>Not a channel: the interrupt of a thread that reads, which may be the host's, closes one for
 * all.
 */
final class FileBytes implements JarBytes {

  private final RandomAccessFile file;

  /**
   * Takes over a file.
   *
   * @param file closed by {@link #close}
   */
  FileBytes(RandomAccessFile file) {
    this.file = file;
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public synchronized void read(long at, byte[] into) throws IOException {
    file.seek(at);
    file.readFully(into);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
