package tbot.diag.pprof.pages;

import java.util.List;
import tbot.diag.http.Query;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;
import tbot.diag.page.Quantity;
import tbot.diag.pprof.snapshot.Deadlock;
import tbot.diag.pprof.snapshot.LiveThread;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.pprof.snapshot.StackGroup;
import tbot.diag.pprof.snapshot.ThreadGroups;

/** The threads by their stacks, deadlocks first. Works without scripts; with them, it searches. */
public final class ThreadTable implements Table {

  private static final String STYLE = PageResource.text(ThreadTable.class, "threads.css");
  private static final String SCRIPT = PageResource.text(ThreadTable.class, "threads.js");

  @Override
  public String html(Query query) throws SnapshotUnavailableException {
    ThreadGroups threads = ThreadGroups.take();
    List<StackGroup> groups = threads.groups();
    Page page = new Page("../../", "Threads").withContentStyles().style(STYLE).script(SCRIPT);
    page.add("<h1>Threads</h1>\n<p>").add(Quantity.count(threads.platformThreads()));
    page.add(" platform threads");
    if (threads.virtualThreads() > 0) {
      page.add(" and ").add(Quantity.count(threads.virtualThreads())).add(" virtual ones");
    }
    page.add(" have ").add(Quantity.count(groups.size())).add(" different stacks.</p>\n");
    if (threads.missing() != null) {
      page.add("<p class=\"bad\">").add(Html.escape(threads.missing())).add("</p>\n");
    }
    page.add("<p class=\"actions\"><a class=\"button\" href=\"\">Look again</a> ")
        .add("<a class=\"button\" href=\"goroutine?format=flamegraph\">Flame graph</a> ")
        .add("<a class=\"button\" href=\"goroutine?debug=2\">Full dump</a></p>\n");
    for (Deadlock deadlock : threads.deadlocks()) {
      page.add(html(deadlock));
    }
    page.add(
            "<p class=\"search\" hidden><input type=\"search\" placeholder=\"Name, class or state\"")
        .add(" aria-label=\"part of a thread's name, class or state\"> ")
        .add("<button type=\"button\">Open all</button> <span class=\"what\"></span></p>\n");
    StringBuilder list = new StringBuilder(16_384);
    for (StackGroup group : groups) {
      ThreadGroupRow.append(list, group);
    }
    return page.add(list).html();
  }

  private static String html(Deadlock deadlock) {
    StringBuilder html = new StringBuilder("<section class=\"deadlock\">\n<h2 class=\"bad\">");
    html.append("Deadlock of ").append(deadlock.cycle().size()).append(" threads</h2>\n<ol>\n");
    for (LiveThread thread : deadlock.cycle()) {
      html.append("<li><b>").append(Html.escape(thread.name())).append("</b> waits for <code>");
      html.append(Html.escape(String.valueOf(thread.lock()))).append("</code>, held by <b>");
      html.append(Html.escape(String.valueOf(thread.owner()))).append("</b></li>\n");
    }
    return html.append("</ol>\n<p class=\"what\">They wait for each other until the program ends.")
        .append("</p>\n</section>\n")
        .toString();
  }
}
