package tbot.diag.pprof.format;

import java.io.OutputStream;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;

/**
 * What the converter's page with a heat map gets of ours: the header of all pages, a title and a
 * line that explains it, and styles that adapt it to phones and to the dark.
 */
final class HeatmapFrame {

  private static final String STYLE = PageResource.text(HeatmapFrame.class, "heatmap.css");
  private static final String SCRIPT = PageResource.text(HeatmapFrame.class, "heatmap.js");

  private static final String HELP =
      "<p class=\"what\">The stronger the colour of a cell, the more samples it has. The strip at the"
          + " left says how long columns and cells are. Click a cell to see its flame graph,"
          + " Shift-click another for all between, Ctrl-click one to compare.</p>\n"
          + "<label class=\"range\"><input type=\"checkbox\" id=\"range\"> The next tap is the end"
          + " of the time</label>\n";

  private final Page page;
  private final String title;

  /**
   * The frame of one page.
   *
   * @param root the path of {@code /} relative to the page
   */
  HeatmapFrame(String root, String title) {
    page = new Page(root, title).style(STYLE);
    this.title = title;
  }

  /**
   * A stream for the page of the converter, which puts the frame into it.
   *
   * @param out stays open
   */
  OutputStream around(OutputStream out) {
    String heading = "<div class=\"about\">\n<h1>" + Html.escape(title) + "</h1>\n" + HELP;
    return new InsertingStream(out)
        .before("</head>", page.head())
        .before("<div", page.header() + heading + "</div>\n<script>\n" + SCRIPT + "</script>\n");
  }
}
