package tbot.diag.pprof;

/** What the index says of one endpoint. */
final class IndexEntry {

  private static final String UNKNOWN = "\u2013";

  private final String path;
  private final String description;
  private String span = "";
  private boolean profile = true;
  private boolean text;
  private boolean fullText;
  private Count count;

  /**
   * A profile, to be had in every format.
   *
   * @param path its path, relative to the index or from the root
   * @param description what it shows, in one line without full stop
   */
  IndexEntry(String path, String description) {
    this.path = path;
    this.description = description;
  }

  /** Takes back that it is a profile: it is fetched as it is. */
  IndexEntry plain() {
    profile = false;
    return this;
  }

  /**
   * Says that it can be had over any time, and which it covers unless another is asked for, such as
   * {@code 30 s}.
   */
  IndexEntry spanning(String defaultSpan) {
    span = defaultSpan;
    return this;
  }

  /** Says that there is {@code debug=1}. */
  IndexEntry withText() {
    text = true;
    return this;
  }

  /** Says that there is {@code debug=2}. */
  IndexEntry withFullText() {
    fullText = true;
    return this;
  }

  /**
   * Sets what tells the number of its samples.
   *
   * @param now must be quick and start nothing
   */
  IndexEntry counted(Count now) {
    count = now;
    return this;
  }

  /** Its path, relative to the index or from the root. */
  String path() {
    return path;
  }

  /** What it is called: the last part of its path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  String description() {
    return description;
  }

  /** Which time it covers unless another is asked for; empty when none can be. */
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

  /** The number of samples at this moment, a dash when it is unknown; nothing for what is none. */
  String count() throws InterruptedException {
    if (!profile) {
      return "";
    }
    String now = count == null ? null : count.now();
    return now == null ? UNKNOWN : now;
  }

  /** Tells a number. */
  interface Count {
    /** The number at this moment, null when it is unknown. */
    String now() throws InterruptedException;
  }
}
