package tbot.diag.http.engine.transport;

import java.nio.ByteBuffer;

/**
 * Memory in which the event loop's thread encrypts and decrypts for one connection after the other.
 * Nothing is kept from one use to the next. Direct: for heap buffers of any size the JDK would keep
 * direct ones of the same size.
 */
final class TlsBuffers {

  /** More than any record: 16 KiB, and 2 KiB that TLS 1.2 allows for encryption. */
  private static final int RECORD_BYTES = 20 * 1024;

  /** For records from the client. */
  final ByteBuffer incoming = ByteBuffer.allocateDirect(RECORD_BYTES);

  /** For the content of a record from the client. */
  final ByteBuffer plain = ByteBuffer.allocateDirect(RECORD_BYTES);

  /** For records to the client. */
  final ByteBuffer outgoing = ByteBuffer.allocateDirect(RECORD_BYTES);

  /** Copies what remains, for later; null if nothing does. */
  static ByteBuffer copy(ByteBuffer buffer) {
    if (!buffer.hasRemaining()) {
      return null;
    }
    ByteBuffer copy = ByteBuffer.allocate(buffer.remaining());
    copy.put(buffer).flip();
    return copy;
  }

  /** Moves as many bytes as there is room for, and returns their number. */
  static int move(ByteBuffer from, ByteBuffer into) {
    int count = Math.min(from.remaining(), into.remaining());
    ByteBuffer part = from.duplicate();
    part.limit(part.position() + count);
    into.put(part);
    from.position(part.position());
    return count;
  }
}
