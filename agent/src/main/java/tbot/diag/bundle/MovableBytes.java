package tbot.diag.bundle;

import java.io.IOException;

/** Bytes that may lie elsewhere from some moment on. */
final class MovableBytes implements JarBytes {

  private JarBytes current;
  private boolean closed;

  MovableBytes(JarBytes first) {
    current = first;
  }

  /**
   * Reads from there from now on, and closes what was read before.
   *
   * @param next the same bytes; closed at once if these are closed already
   */
  synchronized void moveTo(JarBytes next) throws IOException {
    if (closed) {
      next.close();
      return;
    }
    JarBytes last = current;
    current = next;
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
