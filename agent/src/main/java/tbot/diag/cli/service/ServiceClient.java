package tbot.diag.cli.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Reason;

/** Asks one service. */
public final class ServiceClient {

  private static final int CONNECT_MILLIS = 10_000;
  private static final int ANSWER_MILLIS = 30_000;
  private static final int MAX_TEXT_BYTES = 16 << 20;
  private static final int UNAUTHORIZED = 401;

  private final ServiceAddress address;
  private final boolean session;

  private ServiceClient(ServiceAddress address, boolean session) {
    this.address = address;
    this.session = session;
  }

  /** The client of a service in the network, by the proxy that this JVM is set to use. */
  public static ServiceClient of(ServiceAddress address) {
    return new ServiceClient(address, false);
  }

  /** The client of a session. */
  static ServiceClient ofSession(String url, String token) {
    return new ServiceClient(ServiceAddress.parse(url).authorizedBy("Bearer " + token), true);
  }

  /**
   * Begins a GET; returns when its answer begins.
   *
   * @param path with the query
   * @param millis how long to wait for the answer, or for more of it
   * @return whose input is the answer
   * @throws CommandFailure if the service cannot be reached, or its answer is an error; what it
   *     says is the message
   */
  public HttpURLConnection begin(String path, long millis) {
    HttpURLConnection connection = send("GET", path, millis);
    try {
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw new CommandFailure(
            shown() + ": " + reason(status, read(connection.getErrorStream())));
      }
      return connection;
    } catch (IOException e) {
      throw new CommandFailure(shown() + ": " + Reason.of(e));
    }
  }

  /**
   * The text of an answer.
   *
   * @throws CommandFailure as {@link #begin}
   */
  public String text(String path) {
    return text(path, false);
  }

  /**
   * What {@code /readyz} answers, ready or not.
   *
   * @throws CommandFailure if the service cannot be reached, or its answer is another error
   */
  public String readyz() {
    return text("/readyz", true);
  }

  private String text(String path, boolean alsoUnavailable) {
    HttpURLConnection connection = send("GET", path, ANSWER_MILLIS);
    try {
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        return read(connection.getInputStream());
      }
      String body = read(connection.getErrorStream());
      if (alsoUnavailable && status == HttpURLConnection.HTTP_UNAVAILABLE) {
        return body;
      }
      throw new CommandFailure(shown() + ": " + reason(status, body));
    } catch (IOException e) {
      throw new CommandFailure(shown() + ": " + Reason.of(e));
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Sends a POST without a body.
   *
   * @return the status
   */
  public int post(String path) throws IOException {
    HttpURLConnection connection = send("POST", path, ANSWER_MILLIS);
    try {
      return connection.getResponseCode();
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection send(String method, String path, long millis) {
    try {
      HttpURLConnection connection = address.request(path, session ? Proxy.NO_PROXY : null);
      connection.setRequestMethod(method);
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout((int) Math.min(Integer.MAX_VALUE, millis));
      return connection;
    } catch (IOException e) {
      throw new CommandFailure(shown() + ": " + Reason.of(e));
    }
  }

  /** Whether it asks a session, of which it is known that the agent answers. */
  public boolean isOfSession() {
    return session;
  }

  /** The service, for messages. */
  public String shown() {
    return address.toString();
  }

  private String reason(int status, String body) {
    int end = body.indexOf('\n');
    String line = (end < 0 ? body : body.substring(0, end)).trim();
    if (status == UNAUTHORIZED) {
      return "it wants a login: --diag-addr "
          + address.formWithLogin()
          + ", or USER:PASSWORD in the environment variable "
          + ServiceAddressConverter.VARIABLE;
    }
    return line.isEmpty() ? "the answer is " + status : line;
  }

  private static String read(InputStream in) throws IOException {
    return AnswerText.read(in, MAX_TEXT_BYTES);
  }
}
