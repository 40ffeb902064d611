package tbot.diag.pprof.pages;

import tbot.diag.page.Html;

/** A parameter that is 1 or absent. */
public final class Checkbox implements Field {

  private final String name;
  private final String label;

  /**
   * A field.
   *
   * @param label what the profile has then; part of its title, too
   */
  public Checkbox(String name, String label) {
    this.name = name;
    this.label = label;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String html() {
    return "<label class=\"field\"><input type=\"checkbox\" name=\""
        + name
        + "\" value=\"1\"> "
        + Html.escape(label)
        + "</label>";
  }

  @Override
  public String title(String value) {
    return "1".equals(value) ? ", " + label : "";
  }

  @Override
  public String example() {
    return "";
  }
}
