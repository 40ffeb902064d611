package tbot.diag.it.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Probes of a listener, each over a connection of its own, as Kubernetes sends them. They are
 * compared with probes that nobody disturbs, as the machine may be busy.
 */
public final class Probes {

  private static final String[] PATHS = {"/livez", "/metrics"};
  private static final int WARM_UP = 20;
  private static final double LIMIT_MILLIS = 100;

  /** The 95th percentile may be so many times the slowest probe that nobody disturbed. */
  private static final int FACTOR = 5;

  private final int port;
  private final double undisturbedMillis;
  private final Map<String, List<Double>> millis = new TreeMap<>();

  private Probes(int port, double undisturbedMillis) {
    this.port = port;
    this.undisturbedMillis = undisturbedMillis;
  }

  /** Probes that are to be compared with those of now. */
  public static Probes undisturbed(int port) throws IOException {
    for (int i = 0; i < WARM_UP; i++) {
      for (String path : PATHS) {
        take(port, path);
      }
    }
    double slowest = 0;
    for (int i = 0; i < WARM_UP; i++) {
      for (String path : PATHS) {
        slowest = Math.max(slowest, take(port, path));
      }
    }
    return new Probes(port, slowest);
  }

  /** Takes one of each kind. Each must succeed. */
  public void take() throws IOException {
    for (String path : PATHS) {
      millis.computeIfAbsent(path, any -> new ArrayList<>()).add(take(port, path));
    }
  }

  /** Takes as many as there is time for. */
  public void takeFor(Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - end < 0) {
      take();
    }
  }

  private static double take(int port, String path) throws IOException {
    long start = System.nanoTime();
    try (RawConnection connection = RawConnection.open(port)) {
      String answer =
          connection.send(RawConnection.head("GET", path, "Connection: close")).readToEnd();
      assertThat(answer).startsWith("HTTP/1.1 200 ").doesNotEndWith("(reset)");
    }
    return (System.nanoTime() - start) / 1e6;
  }

  /** Asserts that the 95th percentile of each kind is below 100 ms, or on a busy machine near. */
  public void assertPrompt() {
    double limit = Math.max(LIMIT_MILLIS, FACTOR * undisturbedMillis);
    millis.forEach(
        (path, times) -> assertThat(p95(times)).as(path + ", " + this).isLessThan(limit));
  }

  private static double p95(List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
  }

  /** The number of probes and their 95th percentile. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    millis.forEach(
        (path, times) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "%d probes of %s, p95 %.1f ms; ",
                    times.size(),
                    path,
                    p95(times))));
    return text.append(
            String.format(Locale.ROOT, "slowest undisturbed one %.1f ms", undisturbedMillis))
        .toString();
  }
}
