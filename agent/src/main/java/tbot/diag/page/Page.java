package tbot.diag.page;

import tbot.diag.jvm.JvmDescription;
import tbot.diag.jvm.ProcessId;

/**
 * A page for a browser: one document with its styles and scripts in it, and the header that all
 * pages share. It works without scripts, unless its own content needs them.
 */
public final class Page {

  private static final String STYLE = PageResource.text(Page.class, "page.css");

  private final String root;
  private final String title;
  private final StringBuilder head = new StringBuilder();
  private final StringBuilder styles = new StringBuilder();
  private final StringBuilder content = new StringBuilder(16_384);
  private final StringBuilder scripts = new StringBuilder();
  private boolean profiles = true;
  private boolean known = true;
  private String other;

  /**
   * An empty page.
   *
   * @param root the path of {@code /} relative to the page, such as {@code ../../}: with it, links
   *     work behind a proxy that adds a prefix
   * @param title what the page shows, beside the program's name
   */
  public Page(String root, String title) {
    this.root = root;
    this.title = title;
  }

  /**
   * The path of {@code /} relative to a page, for {@link #Page}.
   *
   * @param path of the page, absolute
   */
  public static String rootOf(String path) {
    StringBuilder root = new StringBuilder();
    for (int i = 1; i < path.length(); i++) {
      if (path.charAt(i) == '/') {
        root.append("../");
      }
    }
    return root.toString();
  }

  /** Leaves out the link to the profiles: debug mode is off. */
  public Page withoutProfiles() {
    profiles = false;
    return this;
  }

  /** Leaves out program, process and links, for a reader who may not be allowed to see them. */
  public Page withoutProgram() {
    known = false;
    return this;
  }

  /**
   * Names another program than this one, without process and links: the page was made by a command,
   * of what another JVM had sent.
   */
  public Page ofProgram(String program) {
    other = program;
    known = false;
    return this;
  }

  /** Adds styles for text, tables and controls, of {@code content.css}. */
  public Page withContentStyles() {
    return style(PageResource.text(Page.class, "content.css"));
  }

  /** Adds HTML to the head of the document, as it is. */
  public Page addToHead(String html) {
    head.append(html);
    return this;
  }

  /** Adds styles, which can use the variables of {@code page.css}. */
  public Page style(String css) {
    styles.append(css);
    return this;
  }

  /** Adds HTML, as it is. */
  public Page add(CharSequence html) {
    content.append(html);
    return this;
  }

  /** Adds a script behind the content. It must not hold {@code </script}. */
  public Page script(String javaScript) {
    scripts.append("<script>\n").append(javaScript).append("</script>\n");
    return this;
  }

  /** The document. */
  public String html() {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        + head()
        + "</head>\n<body>\n"
        + header()
        + "<main>\n"
        + content
        + "</main>\n"
        + scripts
        + "</body>\n</html>\n";
  }

  /** What the head of the document has, for a document that others write in UTF-8. */
  public String head() {
    return "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<link rel=\"icon\" href=\"data:,\">\n<title>"
        + Html.escape(program())
        + " \u2013 "
        + Html.escape(title)
        + "</title>\n<style>\n"
        + STYLE
        + styles
        + "</style>\n"
        + head;
  }

  private String program() {
    if (other != null) {
      return other;
    }
    return known ? JvmDescription.program() : "tbot-diag";
  }

  /** The header that all pages share, for a document that others write. */
  public String header() {
    String program = Html.escape(program());
    if (!known) {
      return "<header class=\"bar\"><span class=\"program\">" + program + "</span></header>\n";
    }
    String home = root.isEmpty() ? "./" : root;
    return "<header class=\"bar\"><a class=\"program\" href=\""
        + home
        + "\">"
        + program
        + "</a><span class=\"pid\">pid "
        + ProcessId.get()
        + "</span><nav>"
        + link(home, "Home")
        + (profiles ? link(root + "debug/pprof/", "Profiles") : "")
        + link(root + "metrics", "Metrics")
        + link(root + "readyz", "Readiness")
        + "</nav></header>\n";
  }

  private static String link(String target, String text) {
    return "<a href=\"" + target + "\">" + text + "</a>";
  }
}
