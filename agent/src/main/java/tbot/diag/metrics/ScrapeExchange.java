package tbot.diag.metrics;

import com.sun.net.httpserver.HttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * An exchange of the JDK's HTTP server as the library's scrape handler sees it.
 *
 * <p>In place of the library's own adapter, which makes a logger of {@code java.util.logging} when
 * it is initialised. That is the host's log, and its module may be missing. Failures are rethrown
 * to the server, which answers 500 or drops the connection.
 */
final class ScrapeExchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

  private final HttpExchange exchange;

  ScrapeExchange(HttpExchange exchange) {
    this.exchange = exchange;
  }

  @Override
  public PrometheusHttpRequest getRequest() {
    return this;
  }

  @Override
  public PrometheusHttpResponse getResponse() {
    return this;
  }

  @Override
  public String getMethod() {
    return exchange.getRequestMethod();
  }

  @Override
  public String getRequestPath() {
    return exchange.getRequestURI().getRawPath();
  }

  @Override
  public String getQueryString() {
    return exchange.getRequestURI().getRawQuery();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> values = exchange.getRequestHeaders().get(name);
    return values == null
        ? Collections.<String>emptyEnumeration()
        : Collections.enumeration(values);
  }

  @Override
  public void setHeader(String name, String value) {
    exchange.getResponseHeaders().set(name, value);
  }

  @Override
  public OutputStream sendHeadersAndGetBody(int status, int contentLength) throws IOException {
    exchange.sendResponseHeaders(status, contentLength);
    return exchange.getResponseBody();
  }

  @Override
  public void handleException(IOException e) throws IOException {
    throw e;
  }

  @Override
  public void handleException(RuntimeException e) {
    throw e;
  }

  @Override
  public void close() {
    exchange.close();
  }
}
