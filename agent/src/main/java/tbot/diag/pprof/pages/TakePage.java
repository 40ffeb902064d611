package tbot.diag.pprof.pages;

import java.util.List;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.page.Html;
import tbot.diag.page.Page;
import tbot.diag.page.PageResource;

/**
 * The page that a browser shows while a profile is taken: its script asks for the profile, counts
 * down, can end it early, and then shows or saves it. Without scripts the browser goes on to the
 * profile itself.
 */
public final class TakePage {

  private static final String STYLE = PageResource.text(TakePage.class, "take.css");
  private static final String SCRIPT = PageResource.text(TakePage.class, "take.js");

  private final List<IndexEntry> entries;

  /**
   * Makes the page.
   *
   * @param entries what can be taken
   */
  public TakePage(List<IndexEntry> entries) {
    this.entries = entries;
  }

  /**
   * The document.
   *
   * @param query {@code profile}, the name of an entry, and the parameters of that profile
   * @throws BadRequestException for another name, and for invalid seconds
   */
  public String html(Query query) throws BadRequestException {
    IndexEntry entry = named(query.get("profile"));
    int chosen = query.seconds(0);
    int seconds = chosen == 0 ? entry.spanSeconds() : chosen;
    String format = query.get("format");
    String url = entry.link();
    String separator = "?";
    if (chosen > 0) {
      url += separator + "seconds=" + chosen;
      separator = "&";
    }
    if (format != null && !format.isEmpty()) {
      url += separator + "format=" + checked(format);
    }
    return html(entry, seconds, url);
  }

  private static String html(IndexEntry entry, int seconds, String url) {
    String title = Html.escape(entry.title());
    String target = Html.escape(url);
    return new Page("../../", entry.title())
        .withContentStyles()
        .style(STYLE)
        .addToHead(
            "<noscript><meta http-equiv=\"refresh\" content=\"0; url="
                + target
                + "\"></noscript>\n")
        .add("<section class=\"take\" data-seconds=\"" + seconds + "\" data-url=\"" + target)
        .add("\">\n<h1>" + title + "</h1>\n<p class=\"what\">")
        .add(Html.escape(entry.description()))
        .add("</p>\n<p class=\"left\" role=\"status\">Starting\u2026</p>\n<progress></progress>\n")
        .add("<p class=\"what note\">")
        .add(
            seconds > 0
                ? "The program runs on meanwhile."
                : entry.group() == Group.THREADS
                    ? "This takes a moment."
                    : "The first look at what is recorded takes five seconds.")
        .add("</p>\n<p class=\"actions\">")
        .add("<button class=\"stop\" type=\"button\" hidden>Stop and keep what there is</button>")
        .add("<a class=\"button again\" href=\"\" hidden>Take it again</a>")
        .add("<a class=\"button\" href=\"./\">All profiles</a></p>\n</section>\n")
        .script(SCRIPT)
        .html();
  }

  private IndexEntry named(String name) throws BadRequestException {
    StringBuilder names = new StringBuilder();
    for (IndexEntry entry : entries) {
      if (entry.isProfile() || !entry.span().isEmpty()) {
        if (entry.name().equals(name)) {
          return entry;
        }
        names.append(names.length() == 0 ? "" : ", ").append(entry.name());
      }
    }
    throw new BadRequestException("invalid value for \"profile\" - must be one of " + names);
  }

  /** The profile itself judges the format; here it is part of an address. */
  private static String checked(String format) throws BadRequestException {
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c < 'a' || c > 'z') {
        throw new BadRequestException("invalid value for \"format\" - must be letters");
      }
    }
    return format;
  }
}
