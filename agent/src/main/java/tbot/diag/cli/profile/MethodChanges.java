package tbot.diag.cli.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the shares of methods differ between two profiles: what each took itself, of the whole. */
final class MethodChanges {

  /** One method. */
  static final class Change {
    final String name;
    private double before;
    private double after;

    private Change(String name) {
      this.name = name;
    }

    /** Its share before, from 0 to 1. */
    double before() {
      return before;
    }

    /** Its share after. */
    double after() {
      return after;
    }

    /** By how much the share has grown; negative if it is less. */
    double growth() {
      return after - before;
    }
  }

  private final Map<String, Change> changes = new TreeMap<>();

  MethodChanges(HotMethods before, HotMethods after) {
    for (HotMethods.Method method : before.hottest(Integer.MAX_VALUE)) {
      change(method).before = share(method, before);
    }
    for (HotMethods.Method method : after.hottest(Integer.MAX_VALUE)) {
      change(method).after = share(method, after);
    }
  }

  private Change change(HotMethods.Method method) {
    return changes.computeIfAbsent(method.name, Change::new);
  }

  private static double share(HotMethods.Method method, HotMethods all) {
    return (double) method.self / all.sum();
  }

  /** The methods whose shares differ most, in either direction; none that do not differ. */
  List<Change> largest(int most) {
    List<Change> sorted = new ArrayList<>();
    for (Change change : changes.values()) {
      if (change.growth() != 0) {
        sorted.add(change);
      }
    }
    sorted.sort(
        Comparator.comparingDouble((Change change) -> Math.abs(change.growth())).reversed());
    return sorted.subList(0, Math.min(most, sorted.size()));
  }
}
