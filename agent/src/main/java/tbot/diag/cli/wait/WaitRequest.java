package tbot.diag.cli.wait;

import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.URLEncoder;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tbot.diag.cli.console.Background;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Reason;
import tbot.diag.cli.service.AnswerText;
import tbot.diag.cli.service.ServiceAddress;

/** The question whether all is ready, which is asked until it is. */
final class WaitRequest {

  private static final int MAX_BYTES = 1 << 20;

  private final ServiceAddress address;
  private final String path;

  /** For messages. */
  private final URL url;

  /**
   * A request to a bot of tbot, or to the agent.
   *
   * @param service the service's name; empty for all
   */
  WaitRequest(ServiceAddress address, String service) {
    this.address = address;
    path = "/wait" + (service.isEmpty() ? "" : '/' + encode(service));
    url = address.url(path);
  }

  private static String encode(String name) {
    try {
      return URLEncoder.encode(name, "UTF-8").replace("+", "%20");
    } catch (UnsupportedEncodingException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Asks once.
   *
   * @param millis how long to wait for the answer, at most {@link Integer#MAX_VALUE}
   * @return why it is not ready, in one line; empty if it is
   * @throws CommandFailure if the answer is one that does not change, such as 401
   */
  String send(long millis) {
    FutureTask<String> answer = Background.start("wait", () -> ask((int) millis));
    try {
      // The timeouts of a connection bound each step of it, not all together.
      return answer.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return url + " has not answered yet";
    } catch (ExecutionException e) {
      return reason(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private String reason(Throwable cause) {
    if (cause instanceof CommandFailure) {
      throw (CommandFailure) cause;
    }
    return cause instanceof SocketTimeoutException
        ? url + " has not answered yet"
        : url + ": " + Reason.of(cause);
  }

  private String ask(int millis) throws IOException {
    HttpURLConnection connection = address.request(path, null);
    try {
      connection.setConnectTimeout(millis);
      // Before it connects: the JDK does not hand a later one to the socket.
      connection.setReadTimeout(millis);
      int status = connection.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        return "";
      }
      String body = AnswerText.read(connection.getErrorStream(), MAX_BYTES);
      if (status != HttpURLConnection.HTTP_UNAVAILABLE
          && status != HttpURLConnection.HTTP_NOT_FOUND) {
        throw new CommandFailure(url + ": " + status + " " + connection.getResponseMessage());
      }
      return WaitAnswer.reason(status, body);
    } finally {
      connection.disconnect();
    }
  }
}
