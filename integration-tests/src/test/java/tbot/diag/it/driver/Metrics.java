package tbot.diag.it.driver;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import tbot.diag.it.jvm.ChildJvm;

/** The samples of one scrape, by series: the name with its labels. */
public final class Metrics {

  private static final String SSH = "tbot_ssh_multiplexer_";

  private final Map<String, Double> samples = new TreeMap<>();

  private Metrics(String exposition) {
    for (String line : exposition.split("\n", -1)) {
      int blank = line.lastIndexOf(' ');
      if (blank > 0 && !line.startsWith("#")) {
        samples.put(line.substring(0, blank), Double.valueOf(line.substring(blank + 1)));
      }
    }
  }

  /** Scrapes in Prometheus' text format. */
  public static Metrics scrape(int diagPort) {
    HttpResponse<String> response = Http.get(diagPort, "/metrics", "Accept", "text/plain");
    if (response.statusCode() != 200) {
      throw new AssertionError(response + "\n" + response.body());
    }
    return new Metrics(response.body());
  }

  /** A sample's value; 0 for a series that has none yet. */
  public double value(String series) {
    return samples.getOrDefault(series, 0.0);
  }

  /** The SSH connections of this scrape. */
  public SshFigures ssh() {
    Map<String, Long> errors = new TreeMap<>();
    String prefix = SSH + "errors_total{reason=\"";
    samples.forEach(
        (series, value) -> {
          if (series.startsWith(prefix) && value > 0) {
            errors.put(
                series.substring(prefix.length(), series.indexOf('"', prefix.length())),
                value.longValue());
          }
        });
    return new SshFigures(
        count("requests_started_total"),
        count("requests_handled_total{status=\"OK\"}"),
        count("requests_handled_total{status=\"ERROR\"}"),
        count("requests_in_flight"),
        errors);
  }

  /** Waits until exactly this has been added since {@code before}; fails with the last figures. */
  public static void awaitAdded(
      SshFigures expected, SshFigures before, ChildJvm host, int diagPort) {
    SshFigures[] last = {SshFigures.NONE};
    try {
      host.await(
          expected.toString(),
          () -> {
            last[0] = scrape(diagPort).ssh().since(before);
            return last[0].equals(expected);
          });
    } catch (AssertionError e) {
      throw new AssertionError("expected " + expected + " but was " + last[0], e);
    }
  }

  private long count(String series) {
    return (long) value(SSH + series);
  }
}
