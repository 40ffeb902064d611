package tbot.diag.hooks.sshd;

import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads a client's {@code SSH_MSG_USERAUTH_REQUEST}: user name, service name and method name, each
 * a length and bytes (RFC 4252, section 5).
 */
final class UserAuthRequest {

  private static final byte[] NONE = "none".getBytes(StandardCharsets.US_ASCII);

  private UserAuthRequest() {}

  /**
   * Whether the request is for the method {@code none}; not if it cannot be read.
   *
   * @param buffer an {@code org.apache.sshd.common.util.buffer.Buffer} behind the message's number;
   *     left as it is
   */
  static boolean isForNone(Object buffer) {
    try {
      Method copy = buffer.getClass().getMethod("getCompactData");
      ByteBuffer request = ByteBuffer.wrap((byte[]) copy.invoke(buffer));
      skip(request);
      skip(request);
      int length = request.getInt();
      return length == NONE.length
          && request.remaining() >= length
          && ByteBuffer.wrap(NONE).equals(request.slice().limit(length));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false;
    }
  }

  private static void skip(ByteBuffer request) {
    int length = request.getInt();
    request.position(request.position() + length);
  }
}
