package tbot.diag.bundle;

import java.io.IOException;

/** Bytes that can be replaced by a copy of them while they are in use. */
final class MovableBytes implements JarBytes {

  private JarBytes current;
  private boolean closed;

  MovableBytes(JarBytes first) {
    current = first;
  }

  /**
   * From now on, reads the copy, and closes what was read until now.
   *
   * @param copy the same bytes; closed at once if this object is closed
   */
  synchronized void moveTo(JarBytes copy) throws IOException {
    if (closed) {
      copy.close();
      return;
    }
    JarBytes last = current;
    current = copy;
    last.close();
  }

  @Override
  public synchronized long length() throws IOException {
    return current.length();
  }

  @Override
  public synchronized void read(long at, byte[] into) throws IOException {
    current.read(at, into);
  }

  @Override
  public synchronized void close() throws IOException {
    closed = true;
    current.close();
  }
}
