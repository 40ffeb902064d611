package tbot.diag.pprof.pages;

import java.util.ArrayList;
import java.util.List;

/** One row of the index: a profile in every format, or another endpoint. */
public final class IndexEntry {

  private static final String UNKNOWN = "\u2013";
  private static final String INDEX = "/debug/pprof/";
  private static final String DEBUG = "/debug/";

  private final Group group;
  private final String title;
  private final String path;
  private final String description;
  private String span = "";
  private int spanSeconds;
  private String table;
  private boolean profile = true;
  private boolean text;
  private boolean fullText;
  private boolean heatmap;
  private Count count;
  private final List<Field> fields = new ArrayList<>();
  private boolean linked = true;

  /**
   * Describes a profile.
   *
   * @param title its name for people who do not know Go
   * @param path its absolute path, below {@code /debug/}
   * @param description one line without a full stop
   */
  public IndexEntry(Group group, String title, String path, String description) {
    this.group = group;
    this.title = title;
    this.path = path;
    this.description = description;
  }

  /** Marks it as something else than a profile, with no choice of format. */
  public IndexEntry plain() {
    profile = false;
    return this;
  }

  /** Offers a choice of {@code seconds}; without it, the profile is of this time. */
  public IndexEntry lasting(int defaultSeconds) {
    span = defaultSeconds + " s";
    spanSeconds = defaultSeconds;
    return this;
  }

  /** Offers a choice of {@code seconds}; without it, the profile is there at once. */
  public IndexEntry spanning(String defaultSpan) {
    span = defaultSpan;
    return this;
  }

  /** Offers {@code format=table}, under this name. */
  public IndexEntry withTable(String name) {
    table = name;
    return this;
  }

  /** Offers {@code debug=1}. */
  public IndexEntry withText() {
    text = true;
    return this;
  }

  /** Offers {@code debug=2}. */
  public IndexEntry withFullText() {
    fullText = true;
    return this;
  }

  /** Offers {@code format=heatmap}. */
  public IndexEntry withHeatmap() {
    heatmap = true;
    return this;
  }

  /** Asks for a parameter in the form. */
  public IndexEntry asking(Field field) {
    fields.add(field);
    return this;
  }

  /** Links to no profile: without the fields there is none. */
  public IndexEntry withoutLink() {
    linked = false;
    return this;
  }

  /** Shows a number of samples. */
  public IndexEntry counted(Count newCount) {
    count = newCount;
    return this;
  }

  Group group() {
    return group;
  }

  String title() {
    return title;
  }

  /** The absolute path. */
  String path() {
    return path;
  }

  /** The path relative to the index, which works behind a proxy that adds a prefix, too. */
  String link() {
    return path.startsWith(INDEX)
        ? path.substring(INDEX.length())
        : "../" + path.substring(DEBUG.length());
  }

  /** The last segment of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String description() {
    return description;
  }

  /** The default span; empty if there is no choice. */
  String span() {
    return span;
  }

  /** The default span in seconds; 0 if the profile is there at once. */
  int spanSeconds() {
    return spanSeconds;
  }

  List<Field> fields() {
    return fields;
  }

  /** Whether the path alone is a profile. */
  boolean isLinked() {
    return linked;
  }

  boolean hasHeatmap() {
    return heatmap;
  }

  boolean isProfile() {
    return profile;
  }

  /** The name of the table; null for none. */
  String table() {
    return table;
  }

  boolean hasText() {
    return text;
  }

  boolean hasFullText() {
    return fullText;
  }

  /** The current number of samples, a dash if unknown; empty if this is not a profile. */
  String count() throws InterruptedException {
    if (!profile) {
      return "";
    }
    String now = count == null ? null : count.now();
    return now == null ? UNKNOWN : now;
  }

  /** Counts the samples of a profile without taking it. */
  public interface Count {

    /** The current number, null if unknown. Must be quick and start nothing. */
    String now() throws InterruptedException;
  }
}
