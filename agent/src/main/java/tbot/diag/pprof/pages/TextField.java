package tbot.diag.pprof.pages;

import tbot.diag.page.Html;

/** A parameter that is typed in. */
public final class TextField implements Field {

  /** Where a title has the value. */
  private static final String VALUE = "{}";

  private final String name;
  private final String label;
  private final String example;
  private final String title;
  private final boolean required;

  private TextField(String name, String label, String example, String title, boolean required) {
    this.name = name;
    this.label = label;
    this.example = example;
    this.title = title;
    this.required = required;
  }

  /**
   * A field that must be filled in.
   *
   * @param label what stands before it
   * @param example a valid value
   * @param title what it adds to the title, with {@code {}} for the value
   */
  public static TextField required(String name, String label, String example, String title) {
    return new TextField(name, label, example, title, true);
  }

  /**
   * A field that may be left empty.
   *
   * @param label what stands before it
   * @param absent the value that the profile takes then
   * @param title what it adds to the title, with {@code {}} for the value
   */
  public static TextField optional(String name, String label, String absent, String title) {
    return new TextField(name, label, absent, title, false);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String html() {
    return "<label class=\"field"
        + (required ? " long" : "")
        + "\">"
        + Html.escape(label)
        + " <input type=\"text\" name=\""
        + name
        + "\" placeholder=\""
        + Html.escape(example)
        + "\" spellcheck=\"false\" autocapitalize=\"off\" autocomplete=\"off\""
        + (required ? " required" : "")
        + "></label>";
  }

  @Override
  public String title(String value) {
    if (value.isEmpty()) {
      return required ? "" : title.replace(VALUE, example);
    }
    return title.replace(VALUE, value);
  }

  @Override
  public String example() {
    return example;
  }
}
