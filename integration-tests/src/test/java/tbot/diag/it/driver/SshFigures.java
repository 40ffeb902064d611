package tbot.diag.it.driver;

import java.util.Map;
import java.util.TreeMap;

/**
 * The SSH connections in /metrics, as totals or as the difference between two scrapes.
 *
 * @param reasons errors by reason; reasons with no error are left out
 */
public record SshFigures(
    long started, long ok, long error, long inFlight, Map<String, Long> reasons) {

  /** No connections. */
  public static final SshFigures NONE = new SshFigures(0, 0, 0, 0, Map.of());

  /** This many connections that are open. */
  public static SshFigures open(long count) {
    return new SshFigures(count, 0, 0, count, Map.of());
  }

  /** This many connections that ended with OK. */
  public static SshFigures ok(long count) {
    return new SshFigures(count, count, 0, 0, Map.of());
  }

  /** This many connections that ended as errors with this reason. */
  public static SshFigures errors(long count, String reason) {
    return new SshFigures(count, 0, count, 0, Map.of(reason, count));
  }

  /** The difference to an earlier scrape. */
  public SshFigures since(SshFigures earlier) {
    Map<String, Long> more = new TreeMap<>(reasons);
    earlier.reasons.forEach((reason, count) -> more.merge(reason, -count, Long::sum));
    more.values().removeIf(count -> count == 0);
    return new SshFigures(
        started - earlier.started,
        ok - earlier.ok,
        error - earlier.error,
        inFlight - earlier.inFlight,
        more);
  }

  /** The sum with another difference. */
  public SshFigures plus(SshFigures other) {
    Map<String, Long> sum = new TreeMap<>(reasons);
    other.reasons.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return new SshFigures(
        started + other.started,
        ok + other.ok,
        error + other.error,
        inFlight + other.inFlight,
        sum);
  }
}
