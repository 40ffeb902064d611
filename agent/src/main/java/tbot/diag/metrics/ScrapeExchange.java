package tbot.diag.metrics;

import io.prometheus.metrics.exporter.common.PrometheusHttpExchange;
import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.exporter.common.PrometheusHttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collections;
import java.util.Enumeration;
import tbot.diag.http.BodyOutput;
import tbot.diag.http.Headers;
import tbot.diag.http.Request;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;

/**
 * A request as the library's scrape handler sees it, and the response that it makes. The response
 * is gathered, so that no fault of a client reaches the library's error path. Other failures are
 * rethrown to the listener.
 */
final class ScrapeExchange
    implements PrometheusHttpExchange, PrometheusHttpRequest, PrometheusHttpResponse {

  private final Request request;
  private final BodyOutput body = new BodyOutput();
  private Headers headers = Headers.NONE;
  private int status;

  ScrapeExchange(Request request) {
    this.request = request;
  }

  /** What the handler has answered. To be called once. */
  Response response() {
    return new Response(ResponseHead.of(status, headers), body.body());
  }

  @Override
  public PrometheusHttpRequest getRequest() {
    return this;
  }

  @Override
  public PrometheusHttpResponse getResponse() {
    return this;
  }

  /** Always GET: the listener leaves the body out of answers to HEAD. */
  @Override
  public String getMethod() {
    return "GET";
  }

  @Override
  public String getRequestPath() {
    return request.uri().getRawPath();
  }

  @Override
  public String getQueryString() {
    return request.uri().getRawQuery();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(request.headers().all(name));
  }

  @Override
  public void setHeader(String name, String value) {
    // The listener sends the length itself.
    if (!name.equalsIgnoreCase("Content-Length")) {
      headers = headers.with(name, value);
    }
  }

  @Override
  public OutputStream sendHeadersAndGetBody(int code, int contentLength) {
    status = code;
    return body;
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
  public void close() {}
}
