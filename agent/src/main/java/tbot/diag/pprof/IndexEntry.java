package tbot.diag.pprof;

/** One row of the index: a profile in every format, or another endpoint. */
final class IndexEntry {

  private static final String UNKNOWN = "\u2013";
  private static final String DEBUG = "/debug/";

  private final String path;
  private final String description;
  private String span = "";
  private boolean profile = true;
  private boolean text;
  private boolean fullText;
  private Count count;

  /**
   * Describes a profile.
   *
   * @param path its absolute path, below {@code /debug/}
   * @param description one line without a full stop
   */
  IndexEntry(String path, String description) {
    this.path = path;
    this.description = description;
  }

  /** Marks it as something else than a profile, with no choice of format. */
  IndexEntry plain() {
    profile = false;
    return this;
  }

  /** Offers a choice of {@code seconds}; the default is shown, such as {@code 30 s}. */
  IndexEntry spanning(String defaultSpan) {
    span = defaultSpan;
    return this;
  }

  /** Offers {@code debug=1}. */
  IndexEntry withText() {
    text = true;
    return this;
  }

  /** Offers {@code debug=2}. */
  IndexEntry withFullText() {
    fullText = true;
    return this;
  }

  /** Shows a number of samples. */
  IndexEntry counted(Count newCount) {
    count = newCount;
    return this;
  }

  /** The absolute path. */
  String path() {
    return path;
  }

  /** The path relative to the index, which works behind a proxy that adds a prefix, too. */
  String link() {
    return path.startsWith(PprofEndpoints.INDEX)
        ? path.substring(PprofEndpoints.INDEX.length())
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

  boolean isProfile() {
    return profile;
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
  interface Count {
    /** The current number, null if unknown. Must be quick and start nothing. */
    String now() throws InterruptedException;
  }
}
