package tbot.diag.http.engine.message;

import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import tbot.diag.http.Body;
import tbot.diag.http.Headers;
import tbot.diag.http.ResponseHead;

/** Writes heads of answers. */
public final class HeadWriter {

  private HeadWriter() {}

  /** A head whose body has a length. */
  public static Body withLength(ResponseHead head, long length, String connection) {
    return write(head, "Content-Length: " + length + "\r\n", connection);
  }

  /** A head whose body comes in chunks. */
  public static Body chunked(ResponseHead head, String connection) {
    return write(head, "Transfer-Encoding: chunked\r\n", connection);
  }

  /** A head whose body ends with the connection. */
  public static Body untilClose(ResponseHead head) {
    return write(head, "", "close");
  }

  private static Body write(ResponseHead head, String framing, String connection) {
    StringBuilder text = new StringBuilder(256);
    String reason = EnglishReasonPhraseCatalog.INSTANCE.getReason(head.status(), null);
    text.append("HTTP/1.1 ").append(head.status()).append(' ');
    text.append(reason == null ? "" : reason).append("\r\n");
    Headers headers = head.headers();
    for (int i = 0; i < headers.size(); i++) {
      text.append(headers.name(i)).append(": ").append(headers.value(i)).append("\r\n");
    }
    text.append("X-Content-Type-Options: nosniff\r\nCache-Control: no-store\r\n").append(framing);
    if (connection != null) {
      text.append("Connection: ").append(connection).append("\r\n");
    }
    text.append("\r\n");
    return Body.of(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }
}
