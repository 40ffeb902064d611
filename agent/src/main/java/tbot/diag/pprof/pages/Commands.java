package tbot.diag.pprof.pages;

import java.util.ArrayList;
import java.util.List;
import tbot.diag.page.Html;

/**
 * The commands by which the profile of one's choice is fetched. Without scripts, the choice is sent
 * by a form; with scripts, the page has all of them and shows one.
 */
final class Commands {

  private static final int EXAMPLE_SECONDS = 10;

  private final List<IndexEntry> profiles = new ArrayList<>();

  Commands(List<IndexEntry> entries) {
    for (IndexEntry entry : entries) {
      if (entry.isProfile()) {
        profiles.add(entry);
      }
    }
  }

  String html(String origin, String chosen) {
    IndexEntry shown = named(chosen);
    StringBuilder html = new StringBuilder("<section class=\"commands\" id=\"commands\">\n");
    html.append("<h2>From a terminal</h2>\n<form action=\"#commands\">");
    html.append("<select name=\"commands\" aria-label=\"profile\">");
    for (IndexEntry profile : profiles) {
      html.append("<option value=\"").append(Html.escape(profile.name())).append('"');
      html.append(profile == shown ? " selected>" : ">").append(Html.escape(profile.title()));
      html.append(" \u2013 ").append(Html.escape(profile.name())).append("</option>");
    }
    html.append("</select><button>Show</button></form>\n");
    for (IndexEntry profile : profiles) {
      html.append("<pre data-profile=\"").append(Html.escape(profile.name()));
      html.append(profile == shown ? "\">" : "\" hidden>");
      html.append(Html.escape(commands(origin, profile))).append("</pre>\n");
    }
    return html.append("<p class=\"what\">Parameters are <code>seconds=N</code> and")
        .append(" <code>format=pprof|flamegraph|collapsed</code>; sampled profiles of a time come")
        .append(" as <code>jfr</code> too.</p>\n</section>\n")
        .toString();
  }

  private IndexEntry named(String name) {
    for (IndexEntry profile : profiles) {
      if (profile.name().equals(name)) {
        return profile;
      }
    }
    return profiles.get(0);
  }

  private static String commands(String origin, IndexEntry profile) {
    Address address = new Address(origin + profile.path());
    for (Field field : profile.fields()) {
      address.add(field.name(), field.example());
    }
    if (profile.spanSeconds() > 0) {
      address.add("seconds", String.valueOf(EXAMPLE_SECONDS));
    }
    return "go tool pprof -http=: "
        + quoted(address.toString())
        + "\ncurl -o "
        + profile.name()
        + ".html "
        + quoted(address.add("format", "flamegraph").toString());
  }

  private static String quoted(String url) {
    return "'" + url + "'";
  }
}
