package tbot.diag.pprof.pages;

/** A parameter of a profile beyond time and format, as a field of the profile's form. */
public interface Field {

  /** The name of the parameter. */
  String name();

  /** The field and its label. */
  String html();

  /**
   * What a value adds to the title of the profile.
   *
   * @param value as it was asked for; empty if it was not
   */
  String title(String value);

  /** A value for commands to be copied; empty if they do without. */
  String example();
}
