package tbot.diag.pprof.pages;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tbot.diag.page.Html;
import tbot.diag.page.Quantity;
import tbot.diag.pprof.snapshot.LiveThread;
import tbot.diag.pprof.snapshot.StackGroup;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

/** The threads of one stack: a line that opens to the stack and all names. */
final class ThreadGroupRow {

  /** Names in the line. */
  private static final int FEW_NAMES = 3;

  /** Less CPU time is not worth a look. */
  private static final long SHORTEST_NANOS = 50_000_000;

  private static final String[] JDK = {"java.", "javax.", "jdk.", "sun.", "com.sun.", "["};

  private static final String[] WAITING = {
    "jdk.internal.", "sun.", "java.util.concurrent.locks.", "java.lang.Object.", "java.lang.Thread."
  };

  private ThreadGroupRow() {}

  static void append(StringBuilder html, StackGroup group) {
    html.append("<details class=\"group\"><summary><span class=\"number\">");
    html.append(Quantity.count(group.count())).append("</span> <span class=\"state\">");
    html.append(Html.escape(group.state().toLowerCase(Locale.ROOT).replace('_', ' ')))
        .append("</span> <code>");
    html.append(Html.escape(whereabouts(group.stack()))).append("</code>");
    html.append(" <span class=\"what\">");
    appendCpu(html, "", group.cpuNanos());
    html.append("</span>");
    html.append("<div class=\"what names\">").append(Html.escape(fewNames(group)));
    html.append("</div></summary>\n");
    if (group.lockClass() != null) {
      html.append("<p>Waiting for <code>").append(Html.escape(group.lockClass()));
      html.append("</code></p>\n");
    }
    appendStack(html, group.stack());
    appendThreads(html, group);
    html.append("</details>\n");
  }

  /**
   * The frame that says best what a thread does: the innermost one that is not the JDK's, else the
   * innermost one that does more than to wait.
   */
  private static String whereabouts(CallStack stack) {
    String name = first(stack, JDK);
    if (name == null) {
      name = first(stack, WAITING);
    }
    return name == null ? stack.frame(0).function().name() : name;
  }

  /** The innermost function without one of the prefixes; null if all have one. */
  private static String first(CallStack stack, String... prefixes) {
    for (int i = 0; i < stack.depth(); i++) {
      String name = stack.frame(i).function().name();
      if (!startsWithAny(name, prefixes)) {
        return name;
      }
    }
    return null;
  }

  private static boolean startsWithAny(String name, String... prefixes) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static void appendCpu(StringBuilder html, String before, long nanos) {
    if (nanos >= SHORTEST_NANOS) {
      html.append(before).append(Quantity.duration(TimeUnit.NANOSECONDS.toMillis(nanos)));
      html.append(" CPU");
    }
  }

  private static String fewNames(StackGroup group) {
    StringBuilder names = new StringBuilder();
    int shown = Math.min(FEW_NAMES, group.threads().size());
    for (int i = 0; i < shown; i++) {
      names.append(i == 0 ? "" : ", ").append(name(group.threads().get(i)));
    }
    int rest = group.count() - shown;
    return names.append(rest > 0 ? " and " + Quantity.count(rest) + " more" : "").toString();
  }

  private static String name(LiveThread thread) {
    return thread.name().isEmpty() ? "#" + thread.id() : thread.name();
  }

  private static void appendStack(StringBuilder html, CallStack stack) {
    html.append("<pre>");
    for (int i = 0; i < stack.depth(); i++) {
      Frame frame = stack.frame(i);
      html.append(i == 0 ? "" : "\n").append(Html.escape(frame.function().name()));
      if (frame.line() > 0) {
        html.append(':').append(frame.line());
      }
    }
    html.append("</pre>\n");
  }

  private static void appendThreads(StringBuilder html, StackGroup group) {
    html.append("<ul class=\"threads\">\n");
    for (LiveThread thread : group.threads()) {
      html.append("<li><b>")
          .append(Html.escape(name(thread)))
          .append("</b> <span class=\"what\">#");
      html.append(thread.id());
      appendCpu(html, ", ", thread.cpuNanos());
      if (thread.lock() != null) {
        html.append(", waiting for ").append(Html.escape(thread.lock()));
      }
      if (thread.owner() != null) {
        html.append(", held by ").append(Html.escape(thread.owner()));
      }
      html.append("</span></li>\n");
    }
    int rest = group.count() - group.threads().size();
    if (rest > 0) {
      html.append("<li class=\"what\">and ").append(Quantity.count(rest)).append(" more</li>\n");
    }
    html.append("</ul>\n");
  }
}
