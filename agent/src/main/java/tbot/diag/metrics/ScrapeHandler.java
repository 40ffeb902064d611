package tbot.diag.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import io.prometheus.metrics.exporter.httpserver.HttpExchangeAdapter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tbot.diag.http.Reply;

/**
 * Answers scrapes by the library, except for two things: the library answers a {@code debug} that
 * it does not know by 500, and logs what fails in the host's log.
 */
final class ScrapeHandler implements HttpHandler {

  private static final int BAD_REQUEST = 400;

  /** The values of {@code debug} that client_java documents. */
  private static final List<String> DEBUG_FORMATS =
      Arrays.asList("text", "openmetrics", "prometheus-protobuf");

  private final PrometheusScrapeHandler library;

  /**
   * A handler.
   *
   * @param library writes the pages
   */
  ScrapeHandler(PrometheusScrapeHandler library) {
    this.library = library;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    Scrape scrape = new Scrape(exchange);
    String debug = scrape.getRequest().getParameter("debug");
    if (debug != null && !DEBUG_FORMATS.contains(debug)) {
      Reply.text(
          exchange,
          BAD_REQUEST,
          "debug="
              + debug
              + " is not known; valid are text, openmetrics and prometheus-protobuf\n");
    } else {
      library.handleRequest(scrape);
    }
  }

  /** Leaves what fails to the server, which answers 500 or drops the connection. */
  private static final class Scrape extends HttpExchangeAdapter {

    Scrape(HttpExchange exchange) {
      super(exchange);
    }

    @Override
    public void handleException(IOException e) throws IOException {
      throw e;
    }

    @Override
    public void handleException(RuntimeException e) {
      throw e;
    }
  }
}
