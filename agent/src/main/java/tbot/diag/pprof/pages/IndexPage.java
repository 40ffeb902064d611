package tbot.diag.pprof.pages;

import java.util.List;
import tbot.diag.jvm.JvmDescription;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;

/** The list of all profiles for people. It works without scripts. */
public final class IndexPage {

  private static final String STYLE = PageResource.text(IndexPage.class, "index.css");
  private static final String SCRIPT = PageResource.text(IndexPage.class, "index.js");

  private final List<IndexEntry> entries;

  /**
   * Makes the page.
   *
   * @param entries in the order of the page within their groups; may grow until the first request
   */
  public IndexPage(List<IndexEntry> entries) {
    this.entries = entries;
  }

  /**
   * The document.
   *
   * @param origin scheme, host and port by which the client knows this listener; safe in a shell
   * @param chosen the profile whose commands to show; null or unknown for the first
   */
  public String html(String origin, String chosen) throws InterruptedException {
    StringBuilder page = new StringBuilder(16_384);
    page.append("<h1>Profiles</h1>\n<p class=\"what\">").append(Html.escape(JvmDescription.vm()));
    page.append("</p>\n");
    for (Group group : Group.values()) {
      appendGroup(page, group);
    }
    page.append(new Commands(entries).html(origin, chosen));
    return new Page("../../", "Profiles")
        .withContentStyles()
        .style(STYLE)
        .add(page)
        .script(SCRIPT)
        .html();
  }

  private void appendGroup(StringBuilder page, Group group) throws InterruptedException {
    boolean folded = group == Group.TOOLS;
    page.append(folded ? "<details><summary>" : "<h2>").append(group.title());
    page.append(folded ? "</summary>\n" : "</h2>\n").append("<table class=\"profiles stacked\">\n");
    if (group == Group.CPU) {
      // One for all tables: their columns are of the same width.
      page.append("<thead><tr><th class=\"number\">Count</th><th>Profile</th><th class=\"get\">");
      page.append("Over which time, in which form</th></tr></thead>\n");
    }
    page.append("<tbody>\n");
    for (IndexEntry entry : entries) {
      if (entry.group() == group) {
        IndexRow.append(page, entry);
      }
    }
    page.append("</tbody>\n</table>\n").append(folded ? "</details>\n" : "");
  }
}
