package tbot.diag.http.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * The exchange that handlers get.
 *
 * <p>A HEAD request looks like a GET, and its body is dropped. The JDK's own exchange would warn in
 * the host's log if a handler gave the length of such a body, and fail if it wrote the body.
 *
 * <p>A short answer of unknown length can be gathered. It is then sent with its length, on JDK 25
 * in one piece with its head. In chunks it would be two pieces or more if a library flushes on the
 * way, and the client would wait 40 ms for the second.
 */
final class ServedExchange extends HttpExchange {

  private final HttpExchange exchange;
  private final RequestWatch watch;
  private final boolean head;
  private OutputStream body;
  private boolean begun;
  private boolean gathers;

  ServedExchange(HttpExchange exchange, RequestWatch watch) {
    this.exchange = exchange;
    this.watch = watch;
    head = exchange.getRequestMethod().equals("HEAD");
  }

  /** Whether the status line has been sent, so that no error page can be sent any more. */
  boolean responseBegun() {
    return begun;
  }

  /** Makes answers of unknown length wait until their body is closed. */
  void gather() {
    gathers = !head;
  }

  /** Sends a gathered answer whose body the handler has not closed. */
  void complete() throws IOException {
    if (body instanceof Gathered) {
      body.close();
    }
  }

  /** Drops the part of an answer that has not been sent. */
  void discard() {
    exchange.getResponseHeaders().clear();
    body = null;
  }

  @Override
  public String getRequestMethod() {
    return head ? "GET" : exchange.getRequestMethod();
  }

  @Override
  public void sendResponseHeaders(int code, long length) throws IOException {
    if (body instanceof Gathered) {
      throw new IOException("the answer has begun already");
    }
    if (gathers && length == 0) {
      body = new Gathered(code);
      return;
    }
    begun = true;
    watch.writeBegins();
    try {
      if (!head) {
        exchange.sendResponseHeaders(code, length);
        return;
      }
      if (length > 0) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      }
      exchange.sendResponseHeaders(code, -1);
    } finally {
      watch.writeEnds();
    }
  }

  @Override
  public OutputStream getResponseBody() {
    if (body == null) {
      body = head ? new Nowhere() : new WatchedBody(exchange.getResponseBody(), watch);
    }
    return body;
  }

  @Override
  public void setStreams(InputStream in, OutputStream out) {
    if (head) {
      exchange.setStreams(in, null);
      body = out == null ? body : out;
    } else {
      exchange.setStreams(in, out);
      body = null;
    }
  }

  @Override
  public Headers getRequestHeaders() {
    return exchange.getRequestHeaders();
  }

  @Override
  public Headers getResponseHeaders() {
    return exchange.getResponseHeaders();
  }

  @Override
  public URI getRequestURI() {
    return exchange.getRequestURI();
  }

  @Override
  public HttpContext getHttpContext() {
    return exchange.getHttpContext();
  }

  /**
   * Closes the exchange if its answer has begun. Before that it stays open: a handler may close it
   * after a failure, and the router must still answer. The router closes every exchange.
   */
  @Override
  public void close() {
    if (begun) {
      exchange.close();
    }
  }

  @Override
  public InputStream getRequestBody() {
    return exchange.getRequestBody();
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return exchange.getRemoteAddress();
  }

  @Override
  public int getResponseCode() {
    return exchange.getResponseCode();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return exchange.getLocalAddress();
  }

  @Override
  public String getProtocol() {
    return exchange.getProtocol();
  }

  @Override
  public Object getAttribute(String name) {
    return exchange.getAttribute(name);
  }

  @Override
  public void setAttribute(String name, Object value) {
    exchange.setAttribute(name, value);
  }

  @Override
  public HttpPrincipal getPrincipal() {
    return exchange.getPrincipal();
  }

  /** Keeps the body of an answer until it is complete. A flush sends nothing. */
  private final class Gathered extends ByteArrayOutputStream {

    private static final int USUAL_BYTES = 4096;

    private final int code;
    private boolean closed;

    Gathered(int code) {
      super(USUAL_BYTES);
      this.code = code;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      begun = true;
      exchange.sendResponseHeaders(code, count == 0 ? -1 : count);
      try (OutputStream out = exchange.getResponseBody()) {
        writeTo(out);
      }
    }
  }

  /** Takes the body of an answer to HEAD. */
  private static final class Nowhere extends OutputStream {
    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}
  }
}
