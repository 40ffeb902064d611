package tbot.diag.core;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.ErrorReason;
import tbot.diag.hooks.Hooks;
import tbot.diag.log.Log;

/**
 * The composition root: starts, reconfigures and stops the diagnostics service of this JVM. This
 * one serves the figures of the hooks and no more.
 */
public final class Diagnostics implements AutoCloseable, Consumer<String> {

  private static final String HANDLER_KEY = "ssh_handler=";

  private final Hooks hooks;
  private HttpServer server;

  private Diagnostics(Hooks hooks) {
    this.hooks = hooks;
  }

  /**
   * Starts the service; returns at once.
   *
   * @param arguments the agent arguments, or null
   * @param instrumentation the JVM's
   * @return the handle by which the entry class reconfigures and stops it
   */
  public static Diagnostics start(String arguments, Instrumentation instrumentation) {
    Log.setVerbose(("," + arguments + ",").contains(",debug,"));
    final Counts counts = new Counts();
    long before = System.nanoTime();
    final Diagnostics diagnostics =
        new Diagnostics(Hooks.install(instrumentation, handlersIn(arguments), counts));
    Log.debug("hooks installed in " + (System.nanoTime() - before) / 1000 + " us");
    Thread thread =
        new Thread("tbot-diag") {
          @Override
          public void run() {
            diagnostics.listen(counts);
          }
        };
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
    return diagnostics;
  }

  @Override
  public void accept(String arguments) {
    hooks.setHandlers(handlersIn(arguments));
  }

  @Override
  public void close() {
    hooks.close();
    server.stop(0);
  }

  private static List<HandlerSpec> handlersIn(String arguments) {
    List<HandlerSpec> handlers = new ArrayList<>();
    int at = arguments == null ? -1 : arguments.indexOf(HANDLER_KEY);
    if (at >= 0) {
      String rest = arguments.substring(at + HANDLER_KEY.length());
      int from = 0;
      while (from < rest.length()) {
        int to = rest.indexOf(';', from);
        to = to < 0 ? rest.length() : to;
        handlers.add(HandlerSpec.parse(rest.substring(from, to)));
        from = to + 1;
      }
    }
    return handlers;
  }

  private void listen(final Counts counts) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/metrics",
          new HttpHandler() {
            @Override
            public void handle(HttpExchange exchange) throws IOException {
              hooks.reportDropped();
              byte[] body = counts.text().getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(200, body.length);
              exchange.getResponseBody().write(body);
              exchange.close();
            }
          });
      server.start();
      Log.info("listening on 127.0.0.1:" + server.getAddress().getPort());
    } catch (IOException e) {
      Log.error("cannot listen: " + e);
    }
  }

  @SuppressWarnings("EnumOrdinal") // an array in the order of the enums
  private static final class Counts implements ConnectionListener {
    private static final String PREFIX = "tbot_ssh_multiplexer_";
    private static final int FIRST_REASON = 3;
    private final AtomicLongArray counts =
        new AtomicLongArray(FIRST_REASON + ErrorReason.values().length);

    @Override
    public void started() {
      counts.incrementAndGet(0);
    }

    @Override
    public void ended(Outcome outcome, ErrorReason reason, long durationNanos) {
      counts.incrementAndGet(1 + outcome.ordinal());
      if (reason != null) {
        counts.incrementAndGet(FIRST_REASON + reason.ordinal());
      }
    }

    String text() {
      long ok = counts.get(1);
      long errors = counts.get(2);
      long started = counts.get(0);
      StringBuilder text = new StringBuilder();
      line(text, "requests_started_total", started);
      line(text, "requests_handled_total{status=\"OK\"}", ok);
      line(text, "requests_handled_total{status=\"ERROR\"}", errors);
      line(text, "requests_in_flight", started - ok - errors);
      for (ErrorReason reason : ErrorReason.values()) {
        line(
            text,
            "errors_total{reason=\"" + reason.label() + "\"}",
            counts.get(FIRST_REASON + reason.ordinal()));
      }
      return text.toString();
    }

    private static void line(StringBuilder text, String name, long value) {
      text.append(PREFIX).append(name).append(' ').append(value).append(".0\n");
    }
  }
}
