package tbot.diag.metrics;

import java.util.EnumMap;
import java.util.Map;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;

/** The counts of SSH connections at one moment. Immutable, so its figures agree with each other. */
public final class ConnectionCounts {

  /**
   * Upper bounds of the duration buckets, in seconds: from a refused login to a session of a
   * working day.
   */
  static final double[] BOUNDS = {
    0.01,
    0.025,
    0.05,
    0.1,
    0.25,
    0.5,
    1,
    2.5,
    5,
    10,
    30,
    60,
    300,
    900,
    3600,
    14400,
    43200,
    Double.POSITIVE_INFINITY
  };

  private static final double NANOS_PER_SECOND = 1e9;

  static final ConnectionCounts NONE =
      new ConnectionCounts(0, 0, noErrors(), BucketCounts.upTo(BOUNDS));

  private final long started;
  private final long ok;
  private final Map<ErrorReason, Long> errors;
  private final BucketCounts durations;

  private ConnectionCounts(
      long started, long ok, Map<ErrorReason, Long> errors, BucketCounts durations) {
    this.started = started;
    this.ok = ok;
    this.errors = errors;
    this.durations = durations;
  }

  private static Map<ErrorReason, Long> noErrors() {
    Map<ErrorReason, Long> none = new EnumMap<ErrorReason, Long>(ErrorReason.class);
    for (ErrorReason reason : ErrorReason.values()) {
      none.put(reason, 0L);
    }
    return none;
  }

  /** Returns these counts with one more connection started. */
  ConnectionCounts plusStarted() {
    return new ConnectionCounts(started + 1, ok, errors, durations);
  }

  /**
   * Returns these counts with one more connection ended. An end without a start is ignored, so that
   * {@link #inFlight} does not become negative.
   *
   * @param reason counted only for {@link Outcome#ERROR}; null counts as {@link
   *     ErrorReason#EXCEPTION}
   * @param durationNanos negative counts as zero
   */
  ConnectionCounts plusEnded(Outcome outcome, ErrorReason reason, long durationNanos) {
    if (inFlight() == 0) {
      return this;
    }
    double duration = Math.max(0, durationNanos) / NANOS_PER_SECOND;
    Map<ErrorReason, Long> moreErrors = errors;
    if (outcome == Outcome.ERROR) {
      ErrorReason known = reason == null ? ErrorReason.EXCEPTION : reason;
      moreErrors = new EnumMap<ErrorReason, Long>(errors);
      moreErrors.put(known, errors.get(known) + 1);
    }
    long moreOk = outcome == Outcome.OK ? ok + 1 : ok;
    return new ConnectionCounts(started, moreOk, moreErrors, durations.plus(duration));
  }

  /** Connections since the start. */
  public long started() {
    return started;
  }

  long ok() {
    return ok;
  }

  /** Connections that ended in an error, for any reason. */
  public long failed() {
    long sum = 0;
    for (long one : errors.values()) {
      sum += one;
    }
    return sum;
  }

  long failed(ErrorReason reason) {
    return errors.get(reason);
  }

  /** Connections that have started and not ended. */
  public long inFlight() {
    return started - ok - failed();
  }

  /** Ended connections by the bucket of their duration, not cumulative. */
  long[] buckets() {
    return durations.counts();
  }

  /** Sum of all durations, in seconds. */
  double seconds() {
    return durations.sum();
  }
}
