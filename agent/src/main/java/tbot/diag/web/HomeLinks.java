package tbot.diag.web;

/** The links of the home page. */
final class HomeLinks {

  private static final String PPROF = "debug/pprof/";

  private HomeLinks() {}

  static String html(boolean debug) {
    StringBuilder html =
        new StringBuilder("<section>\n<h2>Look further</h2>\n<ul class=\"links\">\n");
    if (debug) {
      add(
          html,
          PPROF + "take?profile=profile&amp;seconds=10&amp;format=flamegraph",
          "Where CPU time goes",
          "a flame graph of the next 10 s");
      add(
          html,
          PPROF + "goroutine?format=table",
          "What the threads do",
          "all threads by their stacks, deadlocks first");
      add(html, PPROF + "heap?format=table", "What the heap holds", "objects by class");
      add(html, PPROF, "All profiles", "CPU, memory, locks, threads");
    }
    add(html, "metrics", "/metrics", "figures for Prometheus");
    add(html, "readyz", "/readyz", "readiness as JSON");
    add(html, "livez", "/livez", "liveness");
    html.append("</ul>\n");
    if (!debug) {
      html.append("<p class=\"what\">Profiles are off. The option <code>debug</code> of the agent")
          .append(" turns them on.</p>\n");
    }
    return html.append("</section>\n").toString();
  }

  private static void add(StringBuilder html, String target, String name, String what) {
    html.append("<li><a href=\"").append(target).append("\">").append(name);
    html.append("</a> <span class=\"what\">").append(what).append("</span></li>\n");
  }
}
