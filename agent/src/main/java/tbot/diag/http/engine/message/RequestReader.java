package tbot.diag.http.engine.message;

import java.nio.ByteBuffer;
import java.util.Arrays;
import tbot.diag.http.ConnectionInfo;

/** Gathers the bytes of one connection until a head or a body has wholly arrived. */
public final class RequestReader {

  private static final int MAX_HEAD_BYTES = 16 * 1024;
  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes = NOTHING;
  private int count;

  /** What is known to hold no end of a head. */
  private int searched;

  /** Bytes of the body that is waited for; 0 for a head. */
  private int bodyLength;

  /** Whether no byte of a request is here; a part of an empty line is none. */
  public boolean isEmpty() {
    return count == 0 || startsWithHalfALine();
  }

  private boolean startsWithHalfALine() {
    return count == 1 && bytes[0] == '\r';
  }

  /** How many bytes are taken at most for now. */
  public int room() {
    return Math.max(MAX_HEAD_BYTES, bodyLength) - count;
  }

  /** Takes more bytes, no more than there is {@link #room} for. */
  public void append(ByteBuffer arrived) {
    int more = arrived.remaining();
    if (count + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(count + room(), Math.max(2 * count, count + more)));
    }
    arrived.get(bytes, count, more);
    count += more;
  }

  /**
   * The next head, or null if it is not complete.
   *
   * @throws RequestRefusedException if it is no request that can be served
   */
  public RequestHead head(ConnectionInfo connection) throws RequestRefusedException {
    take(emptyLines());
    if (!isEmpty() && !Character.isLetter(bytes[0])) {
      // A TLS client for example, which would wait for an answer before it sends a line feed.
      throw new RequestRefusedException(400, "this is not HTTP");
    }
    int end = endOfHead();
    if (end < 0) {
      if (count >= MAX_HEAD_BYTES) {
        throw new RequestRefusedException(431, "the head has more than 16 KB");
      }
      return null;
    }
    RequestHead head = HeadParser.parse(bytes, 0, end, connection);
    take(end);
    return head;
  }

  /** The bytes of the empty lines before a request, which are ignored (RFC 9112, 2.2). */
  private int emptyLines() {
    int end = 0;
    while (end < count && startsEmptyLine(end)) {
      end += bytes[end] == '\n' ? 1 : 2;
    }
    return end;
  }

  private boolean startsEmptyLine(int i) {
    return bytes[i] == '\n' || (bytes[i] == '\r' && i + 1 < count && bytes[i + 1] == '\n');
  }

  /** The index after the empty line, or -1. */
  private int endOfHead() {
    for (int i = searched; i < count; i++) {
      boolean empty =
          bytes[i] == '\n'
              && i > 1
              && (bytes[i - 1] == '\n' || (bytes[i - 1] == '\r' && bytes[i - 2] == '\n'));
      if (empty) {
        return i + 1;
      }
    }
    searched = count;
    return -1;
  }

  /** The next body, or null if it is not complete. */
  public byte[] body(int length) {
    if (count < length) {
      bodyLength = length;
      return null;
    }
    bodyLength = 0;
    byte[] body = Arrays.copyOf(bytes, length);
    take(length);
    return body;
  }

  private void take(int length) {
    if (length == 0) {
      return;
    }
    searched = 0;
    count -= length;
    // An idle connection keeps no buffer.
    bytes = count == 0 ? NOTHING : Arrays.copyOfRange(bytes, length, length + count);
  }
}
