package tbot.diag.it.driver;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** HTTP requests to a listener on this machine, with a timeout. */
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
   * GET; returns when the answer begins, which for a profile is when its window opens. The body
   * comes later.
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

  /** GET of all paths at once; the answers in their order. */
  public static List<HttpResponse<byte[]>> getAllAtOnce(int port, List<String> paths) {
    ExecutorService clients = Executors.newFixedThreadPool(paths.size());
    try {
      List<CompletableFuture<HttpResponse<byte[]>>> answers = new ArrayList<>();
      for (String path : paths) {
        answers.add(CompletableFuture.supplyAsync(() -> getBytes(port, path), clients));
      }
      return answers.stream().map(CompletableFuture::join).toList();
    } finally {
      clients.shutdownNow();
    }
  }

  /**
   * Sends a GET over a new connection, which the caller can read or reset.
   *
   * @param headers whole lines, such as {@code Connection: close}
   */
  public static Socket open(int port, String path, String... headers) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) Duration.ofMinutes(2).toMillis());
    String head = "GET " + path + " HTTP/1.1\r\n" + String.join("\r\n", headers);
    socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
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
