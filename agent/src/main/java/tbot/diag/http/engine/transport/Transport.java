package tbot.diag.http.engine.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import tbot.diag.http.ConnectionInfo;

/** The bytes of one connection, which never blocks. Used by the event loop's thread alone. */
public interface Transport {

  /**
   * Reads what has arrived.
   *
   * @return the number of bytes, 0 if there are none now, -1 at the end
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Writes what can be sent now.
   *
   * @return the number of bytes taken from the buffer
   */
  int write(ByteBuffer from) throws IOException;

  /**
   * Sends what was taken and could not be sent yet.
   *
   * @return whether nothing is left
   */
  boolean flush() throws IOException;

  /**
   * The operations of {@link java.nio.channels.SelectionKey} to wait for. With TLS, reading may
   * have to wait until it can write, and the reverse.
   */
  int interest(boolean reading, boolean writing);

  /** Both ends, and whether nobody between can read it. */
  ConnectionInfo info();

  /** Ends our side; the client can still read what was written. */
  void shutdownOutput() throws IOException;

  /** Closes the connection. */
  void close();

  /** Closes the connection so that the client sees an error and no end of the stream. */
  void abort();
}
