package tbot.diag.pprof;

import java.io.IOException;
import java.util.List;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.jvm.JvmDescription;
import tbot.diag.pprof.format.Html;

/** {@code /debug/pprof/}: a page with all endpoints, for people. It works without scripts. */
final class IndexEndpoint extends PprofHandler {

  private static final int[] SECONDS = {1, 5, 10, 30, 60, 300};

  private static final String STYLE =
      ":root{color-scheme:light dark;--fg:#1f2328;--dim:#5b636d;--line:#d5dae0;--bg:#fff;"
          + "--code:#f3f5f7;--link:#0757b8}\n"
          + "@media(prefers-color-scheme:dark){:root{--fg:#dde3ea;--dim:#98a2ad;--line:#353c45;"
          + "--bg:#14181d;--code:#1f252c;--link:#6cb0ff}}\n"
          + "*{box-sizing:border-box}\n"
          + "body{margin:0 auto;padding:1.5rem 1rem 3rem;max-width:64rem;background:var(--bg);"
          + "color:var(--fg);font:15px/1.45 system-ui,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}\n"
          + "h1{margin:0;font-size:1.35rem}\n"
          + "p{margin:.3rem 0;color:var(--dim)}\n"
          + "a{color:var(--link)}\n"
          + "table{width:100%;margin-top:1.2rem;border-collapse:collapse}\n"
          + "th{padding:.4rem .6rem;border-bottom:2px solid var(--line);text-align:left;"
          + "font-size:.85rem;color:var(--dim)}\n"
          + "td{padding:.6rem;border-bottom:1px solid var(--line);vertical-align:top}\n"
          + ".count{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}\n"
          + ".name a{font-weight:600}\n"
          + "th.get{text-align:right}\n"
          + ".name .more{margin-left:.5rem;font-weight:400;font-size:.85rem}\n"
          + ".what{color:var(--dim)}\n"
          + "code{display:inline-block;max-width:100%;margin-top:.25rem;padding:.1rem .4rem;"
          + "overflow-wrap:anywhere;border-radius:4px;background:var(--code);"
          + "font:12.5px/1.5 ui-monospace,'DejaVu Sans Mono',monospace;user-select:all}\n"
          + "form{display:flex;gap:.4rem;justify-content:flex-end}\n"
          + "select,button{height:2rem;padding:0 .6rem;border:1px solid var(--line);"
          + "border-radius:5px;background:var(--code);color:var(--fg);font:inherit;"
          + "font-size:.85rem;white-space:nowrap}\n"
          + "select{width:5.6rem}\n"
          + "button{cursor:pointer}\n"
          + "button:hover{border-color:var(--link)}\n"
          + "@media(max-width:44rem){thead{display:none}\n"
          + "tr{display:grid;grid-template-columns:1fr auto;padding:.6rem 0;"
          + "border-bottom:1px solid var(--line)}\n"
          + "td{padding:.15rem 0;border:0}\n"
          + ".count{grid-column:2;grid-row:1}\n"
          + ".about{grid-column:1;grid-row:1/span 2}\n"
          + ".get{grid-column:1/-1}\n"
          + "form{justify-content:flex-start;margin-top:.3rem}\n"
          + "button,select{height:2.5rem}}\n";

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
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<link rel=\"icon\" href=\"data:,\">\n<title>")
        .append(Html.escape(JvmDescription.program()))
        .append(" \u2013 ")
        .append(PprofEndpoints.INDEX)
        .append("</title>\n<style>\n")
        .append(STYLE)
        .append("</style>\n</head>\n<body>\n<h1>")
        .append(Html.escape(JvmDescription.program()))
        .append("</h1>\n<p>")
        .append(PprofEndpoints.INDEX)
        .append(" of ")
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
        .append(" too.</p>\n</body>\n</html>\n");
    return page.toString();
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
