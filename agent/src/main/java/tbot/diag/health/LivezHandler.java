package tbot.diag.health;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import tbot.diag.http.Reply;

/** {@code /livez}: always 200, since a process that answers is alive. */
public final class LivezHandler implements HttpHandler {

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Reply.text(exchange, 200, "OK");
  }
}
