package tbot.diag.pprof.snapshot;

/** The first line of a virtual thread in a dump: {@code #12 "name" virtual WAITING 2026-...}. */
final class VirtualThreadHeader {

  private static final String VIRTUAL = "virtual";

  private final long id;
  private final String name;
  private final String state;

  private VirtualThreadHeader(long id, String name, String state) {
    this.id = id;
    this.name = name;
    this.state = state;
  }

  /** Parses the line; what a name of several lines or with quotes hides is left out. */
  static VirtualThreadHeader parse(String line) {
    int first = line.indexOf('"');
    int last = line.lastIndexOf('"');
    if (first < 2 || last <= first) {
      return new VirtualThreadHeader(0, line, VIRTUAL);
    }
    return new VirtualThreadHeader(
        Long.parseLong(line.substring(1, first).trim()),
        line.substring(first + 1, last),
        state(line.substring(last + 1).trim().split(" ", -1)));
  }

  /** From Java 24 on, the state follows. */
  private static String state(String... words) {
    return words.length > 1 ? VIRTUAL + " " + words[1] : VIRTUAL;
  }

  /** The thread's number; 0 if it is not known. */
  long id() {
    return id;
  }

  String name() {
    return name;
  }

  String state() {
    return state;
  }
}
