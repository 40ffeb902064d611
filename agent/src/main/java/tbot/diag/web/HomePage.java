package tbot.diag.web;

import java.util.concurrent.TimeUnit;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Handler;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.metrics.SshMultiplexerMetrics;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;

/**
 * The home page: what the program is and how it does, with links to everything. Shows figures that
 * cost next to nothing; those that stop the program are behind links.
 */
final class HomePage implements Handler {

  /** The interval of a page that refreshes itself. */
  private static final int REFRESH_SECONDS = 5;

  private static final String STYLE = PageResource.text(HomePage.class, "home.css");

  private final ServiceRegistry services;
  private final boolean debug;
  private final ProcessFigures process;

  HomePage(ServiceRegistry services, SshMultiplexerMetrics ssh, boolean debug) {
    this.services = services;
    this.debug = debug;
    process = new ProcessFigures(ssh);
  }

  @Override
  public void handle(Request request, Responder responder) {
    Response response;
    try {
      boolean refreshes = new Query(request.uri()).get("refresh") != null;
      response = Response.of(200, ResponseHead.HTML, html(refreshes));
    } catch (BadRequestException e) {
      response = Response.text(400, e.getMessage() + "\n");
    }
    responder.send(response);
  }

  private String html(boolean refreshes) {
    Page page = new Page("", "Home").withContentStyles().style(STYLE);
    if (refreshes) {
      page.addToHead("<meta http-equiv=\"refresh\" content=\"" + REFRESH_SECONDS + "\">\n");
    }
    if (!debug) {
      page.withoutProfiles();
    }
    page.add("<h1>" + Html.escape(process.program()) + "</h1>\n<p class=\"what\">")
        .add(Html.escape(process.description()))
        .add("</p>\n<p class=\"refresh\">")
        .add(
            refreshes
                ? "Refreshes every " + REFRESH_SECONDS + " s. <a href=\"./\">Stop</a>"
                : "<a href=\"?refresh\">Refresh every " + REFRESH_SECONDS + " s</a>")
        .add("</p>\n");
    page.add(ReadinessSection.html(services));
    page.add("<section class=\"tiles\">\n");
    for (Tile tile : process.tiles(debug)) {
      page.add(tile.html());
    }
    return page.add("</section>\n").add(HomeLinks.html(debug)).html();
  }

  /** Milliseconds of nanoseconds. */
  static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }
}
