package tbot.diag.http.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import tbot.diag.http.ConnectionInfo;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Headers;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.Step;
import tbot.diag.http.Transfer;

/** Requests as the engine hands them over, and the answers to them. */
public final class Requests {

  private Requests() {}

  public static Request get(String path, String... headers) {
    return request("GET", path, "127.0.0.1", headers);
  }

  /**
   * Makes a request.
   *
   * @param headers names and values in turn
   */
  public static Request request(String method, String path, String client, String... headers) {
    Headers all = Headers.NONE;
    for (int i = 0; i < headers.length; i += 2) {
      all = all.with(headers[i], headers[i + 1]);
    }
    try {
      return new Request(
          method,
          URI.create(path),
          all,
          new ConnectionInfo(
              new InetSocketAddress(InetAddress.getByName(client), 40000), null, false),
          new byte[0]);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The answer of an endpoint that answers at once. */
  public static Response answer(Endpoint endpoint, Request request) throws Exception {
    AtomicReference<Response> answer = new AtomicReference<>();
    endpoint
        .handler()
        .handle(
            request,
            new Responder() {
              @Override
              public void send(Response response) {
                answer.set(response);
              }

              @Override
              public Transfer begin(ResponseHead head) {
                throw new AssertionError("not sent at once");
              }

              @Override
              public void later(long millis, Step step) {
                throw new UnsupportedOperationException();
              }

              @Override
              public void onClientGone(Runnable action) {}
            });
    return answer.get();
  }

  /** The text of an answer. */
  public static String text(Response response) throws IOException {
    ByteBuffer body = ByteBuffer.allocate((int) response.body().remaining());
    response.body().peek(body);
    return new String(body.array(), StandardCharsets.UTF_8);
  }
}
