package tbot.diag.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Bytes of an answer, which are sent once, from the first to the last, as fast as the client takes
 * them. The listener's own thread reads them: no call may wait for anything but a disk.
 */
public interface Body {

  /** How many bytes are left to send; at first the length. */
  long remaining();

  /**
   * Copies the next bytes, as many as there are and find room, without taking them.
   *
   * @throws IOException if they cannot be read: the answer is broken off
   */
  void peek(ByteBuffer into) throws IOException;

  /** Takes the next bytes, which have been sent. */
  void skip(int count);

  /** Called once, when all is sent or the client is gone; not necessarily by the same thread. */
  void close();

  /** A body in memory, not copied. */
  static Body of(byte[] bytes) {
    return new MemoryBody(ByteBuffer.wrap(bytes));
  }

  /** A body in memory, in pieces: the bytes between position and limit of each, not copied. */
  static Body of(ByteBuffer... pieces) {
    return new MemoryBody(pieces);
  }

  /**
   * A part of a file.
   *
   * @param file open for reading
   * @param position of the first byte
   * @param count bytes, which must be there until they are sent
   * @param release closed with the body: the file or what holds it
   */
  static Body of(FileChannel file, long position, long count, Closeable release) {
    return new FileBody(file, position, count, release);
  }
}
