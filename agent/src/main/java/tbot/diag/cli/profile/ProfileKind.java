package tbot.diag.cli.profile;

/** What can be profiled, by the names of the option {@code -t}. */
enum ProfileKind {
  CPU("profile", true),
  WALL("wall", true),
  ALLOC("allocs", true),
  HEAP("heap", true),
  MUTEX("mutex", true),
  BLOCK("block", true),
  GOROUTINE("goroutine", false),
  NATIVEMEM("nativemem", true),
  TRACE("trace", true);

  private final String endpoint;
  private final boolean spans;

  ProfileKind(String endpoint, boolean spans) {
    this.endpoint = endpoint;
    this.spans = spans;
  }

  /** The name in lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether it is of a span of time, not of this moment. */
  boolean spans() {
    return spans;
  }

  /**
   * The path and query of a request.
   *
   * @param seconds the span
   * @param recording whether to ask for a recording instead of a profile
   * @param id the name by which it can be stopped
   */
  String request(int seconds, boolean recording, String id) {
    String path = "/debug/pprof/" + endpoint + "?id=" + id;
    path += spans ? "&seconds=" + seconds : "";
    return path + (recording && this != TRACE ? "&format=jfr" : "");
  }
}
