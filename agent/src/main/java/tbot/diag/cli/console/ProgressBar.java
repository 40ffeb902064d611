package tbot.diag.cli.console;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/**
 * One line of a terminal that shows how much of a time is over. It is made to the width that the
 * terminal has at that moment, so that no part of it stays behind on a line above.
 */
public final class ProgressBar implements AutoCloseable {

  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final int BAR = 24;

  private final PrintWriter out;
  private final String what;
  private final long millis;
  private boolean shown;

  /**
   * Shows nothing yet.
   *
   * @param what is going on, such as {@code cpu}
   * @param millis how long it takes
   */
  public ProgressBar(PrintWriter out, String what, long millis) {
    this.out = out;
    this.what = what;
    this.millis = millis;
  }

  /**
   * Shows how far it is.
   *
   * @param hint stands beside it until the time is over
   */
  public void show(long elapsedMillis, String hint) {
    out.print(CLEAR_LINE + line(elapsedMillis, hint, Terminal.columns()));
    out.flush();
    shown = true;
  }

  /** The line for a width, in columns. The last column stays free: some terminals wrap there. */
  String line(long elapsedMillis, String hint, int columns) {
    long elapsed = Math.min(elapsedMillis, millis);
    String seconds =
        TimeUnit.MILLISECONDS.toSeconds(elapsed)
            + " of "
            + TimeUnit.MILLISECONDS.toSeconds(millis)
            + " s";
    int filled = (int) (BAR * elapsed / Math.max(1, millis));
    StringBuilder bar = new StringBuilder("[");
    for (int i = 0; i < BAR; i++) {
      bar.append(i < filled ? '#' : '.');
    }
    bar.append(']');
    String beside = elapsedMillis < millis ? hint : "reading";
    String[] candidates = {
      what + "  " + bar + "  " + seconds + "  " + beside,
      what + "  " + bar + "  " + seconds,
      bar + "  " + seconds,
      seconds
    };
    for (String candidate : candidates) {
      if (candidate.length() < columns) {
        return candidate;
      }
    }
    return "";
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (shown) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }
}
