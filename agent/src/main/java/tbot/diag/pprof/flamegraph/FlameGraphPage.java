package tbot.diag.pprof.flamegraph;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import tbot.diag.jvm.JvmDescription;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfilePath;
import tbot.diag.pprof.profile.ProfileTitle;

/**
 * Writes a self-contained page with a flame graph and a table of the hottest methods.
 *
 * <p>The width of a frame is the {@linkplain ProfileHeader#weightIndex weight} of its samples. The
 * class of an allocation or a lock is the innermost frame. The heaviest stacks are kept within a
 * limit of nodes; the rest are added up as {@code (other stacks)}.
 */
public final class FlameGraphPage {

  /** Bounds the tree to some 3 MB here, and the page to one or two. */
  private static final int MAX_NODES = 100_000;

  /** In the order in which they use each other. */
  private static final String[] SCRIPTS = {
    "profile.js", "units.js", "notes.js", "pprof.js", "collapsed.js", "filter.js", "tree.js",
    "colors.js", "graph.js", "hottest.js", "search.js", "compare.js", "download.js", "page.js",
    "words.js", "controls.js", "comparison.js", "links.js", "keys.js", "start.js"
  };

  /** Where the data goes; no text of the page can hold it, as it is escaped. */
  private static final String DATA = "<!--data-->";

  private FlameGraphPage() {}

  /**
   * Writes one page.
   *
   * @param name the profile's name: the last segment of its path
   * @param out stays open
   */
  public static void write(Profile profile, String name, OutputStream out) throws IOException {
    write(profile, name, out, MAX_NODES);
  }

  static void write(Profile profile, String name, OutputStream out, int maxNodes)
      throws IOException {
    write(profile, name, maxNodes, null, null, out);
  }

  /**
   * Writes a page that compares a profile with an earlier one.
   *
   * @param name of the profile that is shown
   * @param before what it is compared with
   * @param nameBefore the name of that
   * @param out stays open
   */
  public static void writeChange(
      Profile profile, String name, Profile before, String nameBefore, OutputStream out)
      throws IOException {
    write(profile, name, MAX_NODES, before, nameBefore, out);
  }

  private static void write(
      Profile profile,
      String name,
      int maxNodes,
      Profile before,
      String nameBefore,
      OutputStream out)
      throws IOException {
    String html = html(profile.header(), name);
    int data = html.indexOf(DATA);
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(html, 0, data);
    writeData("data", profile, name, maxNodes, writer);
    if (before != null) {
      writeData("before", before, nameBefore, maxNodes, writer);
    }
    writer.write(html, data + DATA.length(), html.length() - data - DATA.length());
    writer.flush();
  }

  private static void writeData(
      String id, Profile profile, String name, int maxNodes, Writer writer) throws IOException {
    writer.write("<script type=\"application/json\" id=\"" + id + "\">");
    FlameGraphRows rows = new FlameGraphRows(profile, maxNodes);
    FlameGraphData.write(profile.header(), name, rows, new JsonOutput(writer));
    writer.write("</script>\n");
  }

  private static String html(ProfileHeader header, String name) {
    String title = ProfileTitle.of(name, header);
    Page page =
        new Page(ProfilePath.toRoot(name), title)
            .style(PageResource.text(FlameGraphPage.class, "flamegraph.css"))
            .add("<h1>" + Html.escape(title) + "</h1>\n")
            .add(PageResource.text(FlameGraphPage.class, "flamegraph.html"))
            .add(DATA);
    if (!header.program().equals(JvmDescription.program())) {
      page.ofProgram(header.program());
    }
    for (String script : SCRIPTS) {
      page.script(PageResource.text(FlameGraphPage.class, script));
    }
    return page.html();
  }
}
