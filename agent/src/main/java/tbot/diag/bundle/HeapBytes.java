package tbot.diag.bundle;

import java.io.EOFException;
import java.io.IOException;

/** Bytes in the host's heap, for a host without a writable directory. */
final class HeapBytes implements JarBytes {

  private final byte[] bytes;

  HeapBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public void read(long at, byte[] into) throws IOException {
    if (at < 0 || at > bytes.length - into.length) {
      throw new EOFException("the agent's jar has " + bytes.length + " bytes");
    }
    System.arraycopy(bytes, (int) at, into, 0, into.length);
  }

  @Override
  public void close() {}
}
