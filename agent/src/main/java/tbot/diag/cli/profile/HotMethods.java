package tbot.diag.cli.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ValueType;
import tbot.diag.profiling.stack.CallStack;

/** The methods of a profile by what was spent in them alone, and with what they called. */
final class HotMethods {

  /** One method. */
  static final class Method {
    final String name;
    long self;
    long total;

    private Method(String name) {
      this.name = name;
    }
  }

  private final Map<String, Method> methods = new HashMap<>();
  private final ValueType weight;
  private long sum;

  /** Adds a profile up by the value that counts most in it. */
  HotMethods(Profile profile) {
    int index = profile.header().weightIndex();
    weight = profile.header().sampleTypes().get(index);
    profile.<RuntimeException>forEach((stack, label, values) -> add(stack, values[index]));
  }

  private void add(CallStack stack, long value) {
    if (value <= 0) {
      return;
    }
    sum += value;
    // A recursive method counts once.
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < stack.depth(); i++) {
      String name = stack.frame(i).function().name();
      if (seen.add(name)) {
        Method method = methods.computeIfAbsent(name, Method::new);
        method.total += value;
        method.self += i == 0 ? value : 0;
      }
    }
  }

  /** What the values count. */
  ValueType weight() {
    return weight;
  }

  /** The sum of all samples. */
  long sum() {
    return sum;
  }

  /** The methods that take most themselves, the first one most of all. */
  List<Method> hottest(int most) {
    return first(
        most,
        Comparator.comparingLong((Method method) -> method.self)
            .thenComparingLong(method -> method.total));
  }

  /** The methods that take most with what they call. */
  List<Method> hottestInTotal(int most) {
    return first(
        most,
        Comparator.comparingLong((Method method) -> method.total)
            .thenComparingLong(method -> method.self));
  }

  private List<Method> first(int most, Comparator<Method> order) {
    List<Method> sorted = new ArrayList<>(methods.values());
    sorted.sort(order.reversed().thenComparing(method -> method.name));
    return sorted.subList(0, Math.min(most, sorted.size()));
  }
}
