package tbot.diag.it.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Bounded requests to a diagnostics listener on this machine. */
public final class Http {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofMinutes(1))
          .build();

  private Http() {}

  /** GET, the body as text. */
  public static HttpResponse<String> get(int port, String path, String... headers) {
    return send(request(port, path, headers).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  /** GET, the body as it came. */
  public static HttpResponse<byte[]> getBytes(int port, String path, String... headers) {
    return send(
        request(port, path, headers).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /**
   * GET of what takes a while; returns when the answer begins, which for a profile is when its span
   * does. The body comes later.
   */
  public static HttpResponse<InputStream> begin(int port, String path) {
    return send(request(port, path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Any other method, without a body. */
  public static HttpResponse<String> method(String method, int port, String path) {
    return send(
        request(port, path).method(method, HttpRequest.BodyPublishers.noBody()).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path, String... headers) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofMinutes(5));
    if (headers.length > 0) {
      builder.headers(headers);
    }
    return builder;
  }

  private static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return CLIENT.send(request, body);
    } catch (IOException e) {
      throw new AssertionError(request.uri() + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
