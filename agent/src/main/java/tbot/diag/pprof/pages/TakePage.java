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
    Address address = new Address(entry.link());
    StringBuilder title = new StringBuilder(entry.title());
    for (Field field : entry.fields()) {
      String value = valueOf(field.name(), query);
      title.append(field.title(value));
      address.add(field.name(), value);
    }
    // The profile itself judges all of them; here they are part of an address.
    address.add("seconds", chosen == 0 ? "" : String.valueOf(chosen));
    address.add("format", valueOf("format", query));
    return html(entry, title.toString(), seconds, address.toString());
  }

  private static String valueOf(String parameter, Query query) throws BadRequestException {
    String value = query.get(parameter);
    return value == null ? "" : value;
  }

  private static String html(IndexEntry entry, String title, int seconds, String url) {
    String target = Html.escape(url);
    return new Page("../../", title)
        .withContentStyles()
        .style(STYLE)
        .addToHead(
            "<noscript><meta http-equiv=\"refresh\" content=\"0; url="
                + target
                + "\"></noscript>\n")
        .add("<section class=\"take\" data-seconds=\"" + seconds + "\" data-url=\"" + target)
        .add("\">\n<h1>" + Html.escape(title) + "</h1>\n<p class=\"what\">")
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
}
