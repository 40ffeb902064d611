package tbot.diag.config.value;

/** Durations as Go reads and writes them, such as {@code 500ms}, {@code 10s} or {@code 1m30s}. */
public final class GoDuration {

  private static final String VALID = "use a duration of at least 1ms, such as 500ms, 10s or 1m30s";

  private static final long NANOS_PER_MILLI = 1_000_000;

  /** Go's durations are 64-bit numbers of nanoseconds. */
  private static final double MAX_NANOS = Long.MAX_VALUE;

  private GoDuration() {}

  /**
   * Parses a positive duration.
   *
   * @return in milliseconds, at least 1; smaller parts are dropped
   * @throws IllegalArgumentException for everything else, also for 0; the message is one line with
   *     the text and what is valid
   */
  public static long parseMillis(String text) {
    double nanos = 0;
    int at = 0;
    while (at < text.length()) {
      int unit = end(text, at, true);
      int next = end(text, unit, false);
      nanos += number(text, at, unit) * nanosIn(text, text.substring(unit, next));
      at = next;
    }
    long millis = nanos < MAX_NANOS ? Math.round(nanos) / NANOS_PER_MILLI : 0;
    if (millis < 1) {
      throw invalid(text);
    }
    return millis;
  }

  private static int end(String text, int start, boolean ofNumber) {
    int end = start;
    while (end < text.length() && isOfNumber(text.charAt(end)) == ofNumber) {
      end++;
    }
    return end;
  }

  private static boolean isOfNumber(char c) {
    return c == '.' || (c >= '0' && c <= '9');
  }

  private static double number(String text, int start, int end) {
    try {
      return Double.parseDouble(text.substring(start, end));
    } catch (NumberFormatException e) {
      throw invalid(text);
    }
  }

  private static double nanosIn(String text, String unit) {
    switch (unit) {
      case "ns":
        return 1;
      case "us":
      case "\u00b5s":
      case "\u03bcs":
        return 1e3;
      case "ms":
        return 1e6;
      case "s":
        return 1e9;
      case "m":
        return 60e9;
      case "h":
        return 3600e9;
      default:
        throw invalid(text);
    }
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException('"' + text + "\": " + VALID);
  }

  /** Writes a duration as Go's {@code Duration.String} does, such as {@code 2m3s}. */
  public static String format(long millis) {
    if (millis == 0) {
      return "0s";
    }
    if (millis < 1000) {
      return millis + "ms";
    }
    long minutes = millis / 60_000;
    String text = minutes == 0 ? "" : minutes % 60 + "m";
    if (minutes >= 60) {
      text = minutes / 60 + "h" + text;
    }
    return text + seconds(millis % 60_000);
  }

  /** The same, from one second on in whole seconds, rounded down. */
  public static String formatRounded(long millis) {
    return format(millis < 1000 ? millis : millis - millis % 1000);
  }

  private static String seconds(long millis) {
    StringBuilder text = new StringBuilder();
    text.append(millis / 1000);
    long fraction = millis % 1000;
    if (fraction != 0) {
      text.append('.').append(Long.toString(1000 + fraction), 1, 4);
      while (text.charAt(text.length() - 1) == '0') {
        text.setLength(text.length() - 1);
      }
    }
    return text.append('s').toString();
  }
}
