package tbot.diag.pprof.pages;

/** What a profile is about; the sections of the index. */
public enum Group {
  CPU("CPU and time"),
  MEMORY("Memory"),
  LOCKS("Locks"),
  THREADS("Threads"),

  /** What clients read rather than people; folded on the page. */
  TOOLS("For scrapers and tools");

  private final String title;

  Group(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
