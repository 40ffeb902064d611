package tbot.diag.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Sends an error in the form that the clients of an endpoint expect. */
public interface ErrorReply {

  /**
   * Sends the whole answer.
   *
   * @param status the HTTP status, 400 or above
   * @param message one line without its line break
   */
  void send(HttpExchange exchange, int status, String message) throws IOException;
}
