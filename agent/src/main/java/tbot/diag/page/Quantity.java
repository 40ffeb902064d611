package tbot.diag.page;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Writes figures for people. */
public final class Quantity {

  private static final String[] BINARY_UNITS = {"KiB", "MiB", "GiB", "TiB"};
  private static final int UNIT = 1024;

  private Quantity() {}

  /** A number with its thousands separated. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A size in the largest unit of which there is at least one, with three digits or so. */
  public static String bytes(long bytes) {
    if (Math.abs(bytes) < UNIT) {
      return bytes + " B";
    }
    double size = bytes;
    int unit = -1;
    while (Math.abs(size) >= UNIT && unit + 1 < BINARY_UNITS.length) {
      size /= UNIT;
      unit++;
    }
    return String.format(
        Locale.ROOT, Math.abs(size) < 100 ? "%.1f %s" : "%.0f %s", size, BINARY_UNITS[unit]);
  }

  /** A share of a whole. */
  public static String percent(double share) {
    double percent = 100 * share;
    return String.format(Locale.ROOT, percent < 10 ? "%.1f\u00a0%%" : "%.0f\u00a0%%", percent);
  }

  /** A duration in its two largest units, such as {@code 3 d 4 h}. */
  public static String duration(long millis) {
    long seconds = TimeUnit.MILLISECONDS.toSeconds(millis);
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    long hours = seconds / 3600;
    return hours < 24
        ? hours + " h " + seconds / 60 % 60 + " min"
        : hours / 24 + " d " + hours % 24 + " h";
  }
}
