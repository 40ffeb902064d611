package tbot.diag.hosts.attack;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** How long probes took. */
final class ProbeTimes {

  private final List<Double> millis = new ArrayList<>();
  private int failed;

  synchronized void add(double milliseconds) {
    millis.add(milliseconds);
  }

  /** A failed probe counts with its whole timeout, however soon it failed. */
  synchronized void addFailure() {
    failed++;
    millis.add((double) Probe.TIMEOUT_MILLIS);
  }

  /** The number of probes and of failures, then p50, p95 and the longest, in milliseconds. */
  @Override
  public synchronized String toString() {
    Collections.sort(millis);
    return String.format(
        Locale.ROOT,
        "%d %d %.2f %.2f %.2f",
        millis.size(),
        failed,
        quantile(0.5),
        quantile(0.95),
        quantile(1));
  }

  private double quantile(double share) {
    return millis.get(Math.max(1, (int) Math.ceil(millis.size() * share)) - 1);
  }
}
