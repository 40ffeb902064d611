package tbot.diag.pprof.pages;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;
import tbot.diag.page.Quantity;
import tbot.diag.pprof.snapshot.HeapHistogram;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;

/**
 * The objects of the heap by class. Counting stops the program, so the page says so first and
 * counts by {@code count=1} only. The browser keeps the last look, with which the next one is
 * compared: nothing of it stays in the host.
 */
public final class HeapTable implements Table {

  /** Classes beyond it hold next to nothing, and a browser becomes slow. */
  static final int MAX_ROWS = 3000;

  private static final String STYLE = PageResource.text(HeapTable.class, "heap.css");
  private static final String SCRIPT = PageResource.text(HeapTable.class, "heap.js");

  /** How long counting took last; negative before the first time. */
  private volatile long lastMillis = -1;

  @Override
  public String html(Query query) throws BadRequestException, SnapshotUnavailableException {
    boolean collects = query.isOn("gc");
    Page page = new Page("../../", "Heap").withContentStyles().style(STYLE);
    if (query.isOn("count") || collects) {
      long start = System.nanoTime();
      Map<String, long[]> classes = HeapHistogram.read(collects);
      lastMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      addHead(page, collects);
      page.add(rows(classes)).script(SCRIPT);
    } else {
      addHead(page, false);
    }
    return page.html();
  }

  private void addHead(Page page, boolean collected) {
    Runtime jvm = Runtime.getRuntime();
    page.add("<h1>Heap</h1>\n<p>The heap has ")
        .add(Html.escape(Quantity.bytes(jvm.totalMemory() - jvm.freeMemory())))
        .add(" in use, garbage included")
        .add(collected ? ", just after a collection" : "")
        .add(".</p>\n<p class=\"warning\">Counting stops all threads of the program, for about a")
        .add(" second per GiB. A collection before it takes longer.")
        .add(lastMillis < 0 ? "" : " The last time it took " + lastMillis + " ms.")
        .add("</p>\n<form class=\"actions\">\n")
        .add("<input type=\"hidden\" name=\"format\" value=\"table\">\n")
        .add("<button name=\"count\" value=\"1\">Count the objects</button>\n")
        .add("<button name=\"gc\" value=\"1\">Collect garbage, then count</button>\n")
        .add("<a class=\"button\" href=\"heap?format=flamegraph\">Flame graph</a>\n</form>\n");
  }

  private static String rows(Map<String, long[]> classes) {
    long objects = 0;
    long bytes = 0;
    for (long[] one : classes.values()) {
      objects += one[0];
      bytes += one[1];
    }
    StringBuilder html = new StringBuilder(200 * Math.min(MAX_ROWS, classes.size()) + 2000);
    html.append("<p>").append(Quantity.count(objects)).append(" objects of ");
    html.append(Quantity.count(classes.size())).append(" classes take ");
    html.append(Quantity.bytes(bytes)).append(". <span class=\"since what\"></span></p>\n");
    html.append("<p class=\"search\" hidden><input type=\"search\" placeholder=\"Class\"")
        .append(" aria-label=\"part of a class name\"> <span class=\"what\"></span></p>\n")
        .append("<table class=\"heap\">\n<thead><tr><th>Class</th>")
        .append("<th class=\"number\">Objects</th><th class=\"number\">Bytes</th>")
        .append("<th class=\"number\">Share</th><th class=\"number change\" hidden>Change</th>")
        .append("</tr></thead>\n<tbody>\n");
    int row = 0;
    for (Map.Entry<String, long[]> one : classes.entrySet()) {
      if (row++ == MAX_ROWS) {
        break;
      }
      appendRow(html, one.getKey(), one.getValue()[0], one.getValue()[1], bytes);
    }
    html.append("</tbody>\n</table>\n");
    if (classes.size() > MAX_ROWS) {
      html.append("<p class=\"what\">").append(Quantity.count(classes.size() - MAX_ROWS));
      html.append(" smaller classes are left out.</p>\n");
    }
    return html.toString();
  }

  private static void appendRow(
      StringBuilder html, String name, long objects, long bytes, long total) {
    html.append("<tr><td>").append(Html.escape(name)).append("</td><td class=\"number\" data-n=\"");
    html.append(objects).append("\">").append(Quantity.count(objects));
    html.append("</td><td class=\"number\" data-n=\"").append(bytes).append("\">");
    html.append(Quantity.bytes(bytes)).append("</td><td class=\"number\">");
    html.append(Quantity.percent((double) bytes / Math.max(1, total))).append("</td></tr>\n");
  }
}
