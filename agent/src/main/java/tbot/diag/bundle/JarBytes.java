package tbot.diag.bundle;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of the agent's jar, read from anywhere by any thread. */
interface JarBytes extends Closeable {

  /** How many there are. */
  long length() throws IOException;

  /**
   * Fills an array.
   *
   * @param at where in the jar the first byte is
   * @throws IOException when the jar ends before, or was closed
   */
  void read(long at, byte[] into) throws IOException;
}
