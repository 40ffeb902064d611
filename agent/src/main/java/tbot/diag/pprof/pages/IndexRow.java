package tbot.diag.pprof.pages;

import tbot.diag.page.Html;

/** One row of the index, with the form by which a profile is taken. */
final class IndexRow {

  private static final int[] SECONDS = {1, 5, 10, 30, 60, 300};

  private IndexRow() {}

  static void append(StringBuilder page, IndexEntry entry) throws InterruptedException {
    String target = Html.escape(entry.link());
    page.append("<tr><td class=\"number\">").append(Html.escape(entry.count()));
    page.append("</td><td class=\"about\"><div><span class=\"title\">");
    page.append(Html.escape(entry.title())).append("</span>");
    if (entry.isLinked()) {
      appendLink(page, target, entry.name());
    } else {
      page.append("<span class=\"also what\">").append(Html.escape(entry.name())).append("</span>");
    }
    if (entry.table() != null) {
      appendLink(page, target + "?format=table", entry.table());
    }
    if (entry.hasText()) {
      appendLink(page, target + "?debug=1", "text");
    }
    if (entry.hasFullText()) {
      appendLink(page, target + "?debug=2", "full dump");
    }
    page.append("</div><div class=\"what\">").append(Html.escape(entry.description()));
    page.append("</div></td><td class=\"get\">");
    if (entry.isProfile() || !entry.span().isEmpty()) {
      appendForm(page, entry, target);
    }
    page.append("</td></tr>\n");
  }

  private static void appendLink(StringBuilder page, String target, String text) {
    page.append("<a class=\"also\" href=\"").append(target).append("\">");
    page.append(Html.escape(text)).append("</a>");
  }

  /** Tools' profiles are asked for directly: what takes no time needs no page meanwhile. */
  private static void appendForm(StringBuilder page, IndexEntry entry, String target) {
    boolean direct = entry.group() == Group.TOOLS;
    page.append("<form action=\"").append(direct ? target : "take").append("\">");
    if (!direct) {
      page.append("<input type=\"hidden\" name=\"profile\" value=\"");
      page.append(Html.escape(entry.name())).append("\">");
    }
    for (Field field : entry.fields()) {
      page.append(field.html());
    }
    if (!entry.span().isEmpty()) {
      appendChoiceOfSeconds(page, entry);
    }
    if (entry.isProfile()) {
      page.append("<button name=\"format\" value=\"flamegraph\">Flame graph</button>");
      if (entry.hasHeatmap()) {
        page.append("<button name=\"format\" value=\"heatmap\">Heat map</button>");
      }
      page.append("<button name=\"format\" value=\"pprof\">Download</button></form>");
    } else {
      page.append("<button>Download</button></form>");
    }
  }

  private static void appendChoiceOfSeconds(StringBuilder page, IndexEntry entry) {
    page.append("<select name=\"seconds\" aria-label=\"time for ");
    page.append(Html.escape(entry.title()));
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
