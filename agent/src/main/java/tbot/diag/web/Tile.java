package tbot.diag.web;

import tbot.diag.page.Html;

/** One figure of the home page. Immutable. */
final class Tile {

  private final String name;
  private final String figure;
  private final String detail;
  private final String link;

  /**
   * A figure.
   *
   * @param link the relative address of the page that says more; null for none
   */
  Tile(String name, String figure, String detail, String link) {
    this.name = name;
    this.figure = figure;
    this.detail = detail;
    this.link = link;
  }

  String html() {
    String title = Html.escape(name);
    return "<div class=\"tile\"><h2>"
        + (link == null ? title : "<a href=\"" + Html.escape(link) + "\">" + title + "</a>")
        + "</h2><div class=\"figure\">"
        + Html.escape(figure)
        + "</div><div class=\"what\">"
        + Html.escape(detail)
        + "</div></div>\n";
  }
}
