package tbot.diag.cli.profile;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tbot.diag.cli.console.TextTable;
import tbot.diag.log.Log;
import tbot.diag.pprof.profile.Profile;

/** The lines of a live table: the hottest methods of the last second, and the busiest threads. */
final class TopScreen {

  private static final String KEYS = "q quit   t type   s sort";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final int MOST_THREADS = 8;
  private static final int LINES_AROUND = 6;
  private static final int SHARE_OF_THREADS = 4;

  private final String program;
  private final ProfileKind kind;
  private final boolean byTotal;
  private final String missing;

  /**
   * What is shown.
   *
   * @param byTotal whether methods are sorted by what they take with those that they call
   * @param missing which type the service does not have, if that is to be said; else empty
   */
  TopScreen(String program, ProfileKind kind, boolean byTotal, String missing) {
    this.program = program;
    this.kind = kind;
    this.byTotal = byTotal;
    this.missing = missing;
  }

  /**
   * The lines for a terminal of this size.
   *
   * @param time of day, to be shown
   */
  List<String> lines(Profile profile, LocalTime time, int columns, int rows) {
    int threads = Math.min(MOST_THREADS, rows / SHARE_OF_THREADS);
    List<String> lines = new ArrayList<>();
    HotMethods methods = new HotMethods(profile);
    lines.add(head(methods, time));
    lines.add(KEYS + " (by " + (byTotal ? "total" : "self") + ")");
    lines.add(Log.printable(missing));
    lines.addAll(table(methods, Math.max(1, rows - LINES_AROUND - threads), columns));
    List<String> busiest = threads(profile, methods.weight().unit(), threads);
    if (!busiest.isEmpty()) {
      lines.add("");
      lines.addAll(busiest);
    }
    return lines;
  }

  /** The lines where there is no terminal. */
  List<String> plainLines(Profile profile, LocalTime time, int methods) {
    List<String> lines = new ArrayList<>();
    HotMethods all = new HotMethods(profile);
    lines.add(head(all, time));
    lines.addAll(table(all, methods, Integer.MAX_VALUE));
    lines.add("");
    return lines;
  }

  private String head(HotMethods all, LocalTime time) {
    return Log.printable(program)
        + "   "
        + kind
        + "   "
        + MethodTable.amount(all.sum(), all.weight().unit())
        + " in the last second   "
        + TIME.format(time);
  }

  private List<String> table(HotMethods methods, int most, int columns) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    MethodTable.print(
        methods, byTotal ? methods.hottestInTotal(most) : methods.hottest(most), columns, out);
    out.flush();
    return split(text);
  }

  private static List<String> threads(Profile profile, String unit, int most) {
    List<Map.Entry<String, Long>> busiest = new ThreadTimes(profile).busiest(most);
    if (busiest.isEmpty()) {
      return Collections.emptyList();
    }
    TextTable table = new TextTable(true, false);
    table.add("time", "thread");
    for (Map.Entry<String, Long> thread : busiest) {
      table.add(MethodTable.amount(thread.getValue(), unit), thread.getKey());
    }
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    table.print(out);
    out.flush();
    return split(text);
  }

  private static List<String> split(StringWriter text) {
    return Arrays.asList(text.toString().split("\\R", 0));
  }
}
