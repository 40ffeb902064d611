package tbot.diag.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A request as a handler sees it. A HEAD request looks like a GET, and the body that the handler
 * writes goes nowhere: the JDK's own exchange warns in the host's log about a handler that gives
 * the length of such a body, and fails one that writes it.
 */
final class ServedExchange extends HttpExchange {

  private final HttpExchange exchange;
  private final RequestWatch watch;
  private final boolean head;
  private OutputStream body;
  private boolean begun;

  ServedExchange(HttpExchange exchange, RequestWatch watch) {
    this.exchange = exchange;
    this.watch = watch;
    head = exchange.getRequestMethod().equals("HEAD");
  }

  /** Whether the status line is out, after which no error page can be sent. */
  boolean responseBegun() {
    return begun;
  }

  @Override
  public String getRequestMethod() {
    return head ? "GET" : exchange.getRequestMethod();
  }

  @Override
  public void sendResponseHeaders(int code, long length) throws IOException {
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
   * Closes the exchange if its answer has begun. Before that it stays open, since the router may
   * have to answer for a handler that closes what it leaves by a failure; it closes all of them.
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

  /** Takes the body of an answer to HEAD. */
  private static final class Nowhere extends OutputStream {
    @Override
    public void write(int b) {}

    @Override
    public void write(byte[] bytes, int offset, int length) {}
  }
}
