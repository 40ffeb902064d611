package tbot.diag.metrics;

import io.prometheus.metrics.exporter.common.PrometheusScrapeHandler;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;

/**
 * Answers scrapes by the library's handler, which would answer an unknown value of {@code debug} by
 * 500 instead of 400.
 */
final class ScrapeHandler implements Handler {

  private static final int BAD_REQUEST = 400;

  /** The values of {@code debug} that client_java documents. */
  private static final List<String> DEBUG_FORMATS =
      Arrays.asList("text", "openmetrics", "prometheus-protobuf");

  private final PrometheusScrapeHandler library;

  ScrapeHandler(PrometheusScrapeHandler library) {
    this.library = library;
  }

  @Override
  public void handle(Request request, Responder responder) throws IOException {
    ScrapeExchange scrape = new ScrapeExchange(request);
    String debug = debug(scrape);
    if (debug != null && !DEBUG_FORMATS.contains(debug)) {
      responder.send(
          Response.text(
              BAD_REQUEST,
              "debug="
                  + debug
                  + " is not known; valid are text, openmetrics and prometheus-protobuf\n"));
    } else {
      library.handleRequest(scrape);
      responder.send(scrape.response());
    }
  }

  private static String debug(ScrapeExchange scrape) {
    try {
      return scrape.getParameter("debug");
    } catch (RuntimeException e) {
      // An invalid query: the library's handler answers that by 400.
      return null;
    }
  }
}
