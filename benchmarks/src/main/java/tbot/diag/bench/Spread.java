package tbot.diag.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The median and the quartiles of a set of figures.
 *
 * @param lower the first quartile
 * @param median the median
 * @param upper the third quartile
 */
record Spread(double lower, double median, double upper) {

  static Spread of(List<Double> figures) {
    List<Double> sorted = figures.stream().sorted().collect(Collectors.toList());
    return new Spread(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(List<Double> sorted, double quantile) {
    double place = quantile * (sorted.size() - 1);
    int below = (int) Math.floor(place);
    int above = (int) Math.ceil(place);
    return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
  }

  /** As {@code median (lower to upper)}, with the given number of decimals. */
  String text(int decimals) {
    String number = "%." + decimals + "f";
    return String.format(
        Locale.ROOT, number + " (" + number + " to " + number + ")", median, lower, upper);
  }
}
