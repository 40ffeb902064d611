package tbot.diag.http.server;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import tbot.diag.http.Reply;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;
import tbot.diag.log.Log;

/** Passes each request to its endpoint. Answers itself if there is none, or if it fails. */
final class RequestRouter implements HttpHandler {

  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int INTERNAL_ERROR = 500;
  private static final int UNAVAILABLE = 503;
  private static final String RETRY_SECONDS = "10";

  private final Semaphore slowRequests;
  private final int slowLimit;
  private volatile Routes routes;

  RequestRouter(Routes routes, ServerLimits limits) {
    this.routes = routes;
    slowLimit = limits.slowRequests();
    slowRequests = new Semaphore(slowLimit);
  }

  void setRoutes(Routes newRoutes) {
    routes = newRoutes;
  }

  /**
   * Answers one request, whose head has been read.
   *
   * @throws IOException if the connection cannot be used any more; the server then closes it
   */
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    RequestWatch watch = RequestWatch.current();
    if (watch == null) {
      throw new IOException("refused for want of a thread");
    }
    watch.headRead();
    ServedExchange served = new ServedExchange(exchange, watch);
    try {
      answer(served, watch);
      exchange.close();
    } catch (IOException e) {
      // The client went away or was cut off.
      Log.debug(describe(exchange) + " broke off: " + e);
      throw e;
    } catch (Throwable t) {
      Log.debug(describe(exchange) + " failed: " + t);
      if (served.responseBegun()) {
        throw new IOException(t);
      }
      served.discard();
      Reply.text(served, INTERNAL_ERROR, "500 - the handler failed: " + oneLine(t) + "\n");
      exchange.close();
    }
  }

  private void answer(ServedExchange exchange, RequestWatch watch) throws IOException {
    Routes current = routes;
    Route route = current.find(exchange.getRequestURI().getPath());
    if (route == null) {
      Reply.text(exchange, NOT_FOUND, current.notFound());
    } else if (!route.takes(exchange.getRequestMethod())) {
      exchange.getResponseHeaders().set("Allow", route.methods());
      route.sendError(exchange, METHOD_NOT_ALLOWED, "405 - use " + route.methods());
    } else if (route.isSlow()) {
      answerSlowly(exchange, watch, route);
    } else {
      exchange.gather();
      route.handler().handle(exchange);
      exchange.complete();
    }
  }

  private void answerSlowly(ServedExchange exchange, RequestWatch watch, Route route)
      throws IOException {
    if (!slowRequests.tryAcquire()) {
      exchange.getResponseHeaders().set("Retry-After", RETRY_SECONDS);
      route.sendError(
          exchange,
          UNAVAILABLE,
          "503 - " + slowLimit + " requests of this kind are running, try again later");
      return;
    }
    try {
      watch.workSlowly();
      route.handler().handle(exchange);
    } finally {
      slowRequests.release();
    }
  }

  private static String describe(HttpExchange exchange) {
    return exchange.getRequestMethod() + " " + exchange.getRequestURI();
  }

  private static String oneLine(Throwable t) {
    return t.toString().replace('\n', ' ').replace('\r', ' ');
  }
}
