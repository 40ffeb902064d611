package tbot.diag.health;

import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;

/** {@code /livez}: always 200, since a process that answers is alive. */
public final class LivezHandler implements Handler {

  @Override
  public void handle(Request request, Responder responder) {
    responder.send(Response.text(200, "OK"));
  }
}
