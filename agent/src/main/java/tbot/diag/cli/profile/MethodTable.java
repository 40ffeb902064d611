package tbot.diag.cli.profile;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import tbot.diag.cli.console.TextTable;

/** Prints the hottest methods as a table. */
final class MethodTable {

  private static final double KIB = 1024;

  private MethodTable() {}

  /**
   * Prints one.
   *
   * @param most how many methods
   * @param columns the width to keep to; names lose their beginning
   */
  static void print(HotMethods methods, int most, int columns, PrintWriter out) {
    print(methods, methods.hottest(most), columns, out);
  }

  /**
   * Prints some of the methods.
   *
   * @param hottest which, in their order
   * @param columns as above
   */
  static void print(
      HotMethods methods, List<HotMethods.Method> hottest, int columns, PrintWriter out) {
    if (hottest.isEmpty()) {
      out.println("no samples: nothing of this kind happened, or the filters let none through");
      return;
    }
    TextTable table = new TextTable(true, true, true, true, false);
    String type = methods.weight().type();
    table.add("self", "", "total", "", type.isEmpty() ? "method" : "method, by " + type);
    for (HotMethods.Method method : hottest) {
      table.add(
          amount(method.self, methods.weight().unit()),
          percent(method.self, methods.sum()),
          amount(method.total, methods.weight().unit()),
          percent(method.total, methods.sum()),
          method.name);
    }
    table.print(columns, out);
  }

  private static String percent(long part, long sum) {
    return String.format(Locale.ROOT, "%.1f%%", 100.0 * part / sum);
  }

  /** A value with its unit, in four digits or less where it can be. */
  static String amount(long value, String unit) {
    switch (unit) {
      case "nanoseconds":
        return value >= 1_000_000_000
            ? String.format(Locale.ROOT, "%.2f s", value / 1e9)
            : String.format(Locale.ROOT, "%.1f ms", value / 1e6);
      case "bytes":
        return bytes(value);
      default:
        return Long.toString(value);
    }
  }

  /** A size in bytes, for people. */
  static String bytes(long value) {
    if (value < KIB) {
      return value + " B";
    }
    return value < KIB * KIB
        ? String.format(Locale.ROOT, "%.1f KiB", value / KIB)
        : String.format(Locale.ROOT, "%.1f MiB", value / KIB / KIB);
  }
}
