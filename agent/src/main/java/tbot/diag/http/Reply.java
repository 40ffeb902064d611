package tbot.diag.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers in the form that pprof's clients expect of a Go program. */
public final class Reply {

  public static final String TEXT = "text/plain; charset=utf-8";
  public static final String HTML = "text/html; charset=utf-8";

  /** Pages carry their scripts and styles with them; a browser is to fetch nothing for them. */
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:;"
          + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private Reply() {}

  /**
   * Begins a profile's answer; what follows is written to the result.
   *
   * @param name the file name that browsers save it under
   */
  public static OutputStream profile(HttpExchange exchange, String name) throws IOException {
    // Not a compressed transfer: the profile itself is a gzip file.
    exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    exchange
        .getResponseHeaders()
        .set("Content-Disposition", "attachment; filename=\"" + name + "\"");
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  /** Begins an answer that browsers show; what follows is written to the result. */
  public static OutputStream begin(HttpExchange exchange, String type) throws IOException {
    setType(exchange, type);
    exchange.sendResponseHeaders(200, 0);
    return exchange.getResponseBody();
  }

  /** A whole answer of text. */
  public static void text(HttpExchange exchange, String body) throws IOException {
    send(exchange, 200, TEXT, body);
  }

  /** A page for browsers. */
  public static void html(HttpExchange exchange, String body) throws IOException {
    send(exchange, 200, HTML, body);
  }

  /** An error; {@code X-Go-Pprof} makes {@code go tool pprof} print the text. */
  public static void error(HttpExchange exchange, int status, String message) throws IOException {
    exchange.getResponseHeaders().set("X-Go-Pprof", "1");
    send(exchange, status, TEXT, message + "\n");
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
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
    if (type.equals(HTML)) {
      exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
    }
  }
}
