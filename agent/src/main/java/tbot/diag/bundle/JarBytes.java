package tbot.diag.bundle;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of the agent's jar, with random access, for any thread. */
interface JarBytes extends Closeable {

  /** The number of bytes. */
  long length() throws IOException;

  /**
   * Fills an array.
   *
   * @param at the offset of the first byte in the jar
   * @throws IOException if the jar ends before the array is full, or was closed
   */
  void read(long at, byte[] into) throws IOException;
}
