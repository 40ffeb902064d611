package tbot.diag.pprof;

import java.io.IOException;
import java.util.List;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.jvm.JvmDescription;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;

/** {@code /debug/pprof/}: a page with all endpoints, for people. It works without scripts. */
final class IndexEndpoint extends PprofHandler {

  private static final int[] SECONDS = {1, 5, 10, 30, 60, 300};

  private static final String STYLE = PageResource.text(IndexEndpoint.class, "index.css");

  private final List<IndexEntry> entries;

  /**
   * Makes the page.
   *
   * @param entries in the order of the page; profiles come before all others
   */
  IndexEndpoint(List<IndexEntry> entries) {
    this.entries = entries;
  }

  @Override
  void answer(Request request, Responder responder) throws IOException, InterruptedException {
    responder.send(
        Response.of(
            200, ResponseHead.HTML, page(request.connection().scheme() + "://" + host(request))));
  }

  /**
   * The address that the client used for this host. It is shown in commands to be copied into a
   * shell, so anything but an address is replaced by the local one.
   */
  private static String host(Request request) {
    String sent = request.headers().first("Host");
    if (sent != null && isHost(sent)) {
      return sent;
    }
    return request.connection().authority();
  }

  private static boolean isHost(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letterOrDigit = c < 128 && Character.isLetterOrDigit(c);
      if (!letterOrDigit && "-._:[]".indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty() && text.charAt(0) != '-';
  }

  private String page(String origin) throws InterruptedException {
    StringBuilder page = new StringBuilder(16_384);
    page.append("<h1>")
        .append(PprofEndpoints.INDEX)
        .append("</h1>\n<p>")
        .append(Html.escape(JvmDescription.vm()))
        .append("</p>\n<table>\n<thead><tr><th class=\"count\">Count</th><th>Profile</th>")
        .append("<th class=\"get\">Over which time, in which form</th></tr></thead>\n<tbody>\n");
    for (IndexEntry entry : entries) {
      if (entry.isProfile()) {
        appendRow(page, entry, origin);
      }
    }
    for (IndexEntry entry : entries) {
      if (!entry.isProfile()) {
        appendRow(page, entry, origin);
      }
    }
    page.append("</tbody>\n</table>\n<p>Scripts add <code>?seconds=N</code>")
        .append(" and <code>&amp;format=pprof|flamegraph|collapsed</code> to a profile's")
        .append(" address; with seconds, those that are sampled come as <code>jfr</code>")
        .append(" too.</p>\n");
    return new Page("../../", PprofEndpoints.INDEX).style(STYLE).add(page).html();
  }

  private void appendRow(StringBuilder page, IndexEntry entry, String origin)
      throws InterruptedException {
    String target = Html.escape(entry.link());
    page.append("<tr><td class=\"count\">").append(Html.escape(entry.count()));
    page.append("</td><td class=\"about\"><div class=\"name\"><a href=\"").append(target);
    page.append("\">").append(Html.escape(entry.name())).append("</a>");
    appendLink(page, entry.hasText(), target + "?debug=1", "text");
    appendLink(page, entry.hasFullText(), target + "?debug=2", "full dump");
    page.append("</div><div class=\"what\">").append(Html.escape(entry.description()));
    page.append("</div>");
    if (entry.isProfile()) {
      page.append("<code>go tool pprof ").append(Html.escape(origin + entry.path()));
      page.append("</code>");
    }
    page.append("</td><td class=\"get\">");
    if (entry.isProfile() || !entry.span().isEmpty()) {
      appendForm(page, entry, target);
    }
    page.append("</td></tr>\n");
  }

  private static void appendLink(StringBuilder page, boolean exists, String target, String text) {
    if (exists) {
      page.append("<a class=\"more\" href=\"").append(target).append("\">");
      page.append(text).append("</a>");
    }
  }

  private static void appendForm(StringBuilder page, IndexEntry entry, String target) {
    page.append("<form action=\"").append(target).append("\" target=\"_blank\">");
    if (!entry.span().isEmpty()) {
      appendChoiceOfSeconds(page, entry);
    }
    if (entry.isProfile()) {
      page.append("<button name=\"format\" value=\"flamegraph\">Flame graph</button>");
      page.append("<button name=\"format\" value=\"pprof\">Download</button></form>");
    } else {
      page.append("<button>Download</button></form>");
    }
  }

  private static void appendChoiceOfSeconds(StringBuilder page, IndexEntry entry) {
    page.append("<select name=\"seconds\" aria-label=\"seconds of ")
        .append(Html.escape(entry.name()));
    page.append("\"><option value=\"\">").append(Html.escape(entry.span())).append("</option>");
    for (int seconds : SECONDS) {
      if (!entry.span().equals(seconds + " s")) {
        page.append("<option value=\"").append(seconds).append("\">");
        page.append(seconds).append(" s</option>");
      }
    }
    page.append("</select>");
  }
}
