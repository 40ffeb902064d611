package tbot.diag.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends short answers in one piece and begins long ones. Browsers must not guess their types. */
public final class Reply {

  /** The media type of plain text. */
  public static final String TEXT = "text/plain; charset=utf-8";

  /** The media type of pages. All pages are sent with a content security policy. */
  public static final String HTML = "text/html; charset=utf-8";

  /** The media type of JSON. */
  public static final String JSON = "application/json";

  /** Pages carry their scripts and styles with them; the browser must fetch nothing else. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Reply() {}

  /**
   * Begins an answer of unknown length with status 200.
   *
   * @param type the media type
   * @return takes the body; to be closed by the caller
   */
  public static OutputStream begin(HttpExchange exchange, String type) throws IOException {
    setType(exchange, type);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  /** Sends plain text as the whole answer. */
  public static void text(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, status, TEXT, body);
  }

  /**
   * Sends a whole answer in UTF-8.
   *
   * @param type the media type
   */
  public static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    setType(exchange, type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private static void setType(HttpExchange exchange, String type) {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    if (type.startsWith("text/html")) {
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    }
  }
}
