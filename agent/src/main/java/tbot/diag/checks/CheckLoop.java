package tbot.diag.checks;

import java.util.concurrent.ScheduledFuture;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.config.value.GoDuration;
import tbot.diag.health.Health;
import tbot.diag.health.Service;
import tbot.diag.log.Log;

/**
 * Repeats one check, and reports to its service: healthy after one success, unhealthy after three
 * failures in a row. What it keeps is used by the thread that keeps the time alone.
 */
final class CheckLoop implements Runnable {

  private static final int FAILURES = 3;

  /** While the class of a check is missing, it is looked for more often than it is asked. */
  private static final long SEARCH_MILLIS = 1_000;

  private final CheckSpec spec;
  private final Check check;
  private final Service service;
  private final CheckThreads threads;

  private volatile ScheduledFuture<?> repeated;
  private volatile boolean closed;
  private Attempt attempt;
  private int failures;
  private boolean searches;
  private String warned = "";

  CheckLoop(CheckSpec spec, Check check, Service service, CheckThreads threads) {
    this.spec = spec;
    this.check = check;
    this.service = service;
    this.threads = threads;
  }

  void start() {
    // Needs no memory for the next time.
    repeated = threads.repeat(spec.intervalMillis(), this);
  }

  /** Starts the check if it is not running. */
  @Override
  public void run() {
    if (closed) {
      return;
    }
    if (attempt == null || attempt.hasReturned()) {
      begin();
    } else if (attempt.isGivenUp()) {
      fail("has not returned for " + GoDuration.formatRounded(attempt.ageMillis()));
    }
  }

  private void begin() {
    Attempt fresh = new Attempt(this, check);
    attempt = fresh;
    boolean accepted = false;
    try {
      threads.run(fresh);
      accepted = true;
    } finally {
      if (!accepted) {
        // It must not be waited for, nor run late.
        fresh.giveUp();
        fresh.drop();
      }
    }
  }

  /** Starts the check once more between two of its times. */
  private void searchSoon() {
    if (searches) {
      return;
    }
    searches = true;
    threads.later(
        SEARCH_MILLIS,
        new Runnable() {
          @Override
          public void run() {
            searches = false;
            if (!closed && attempt.hasReturned()) {
              begin();
            }
          }
        });
  }

  /** A run has begun, on its thread. */
  void began(final Attempt begun) {
    threads.later(
        spec.timeoutMillis(),
        new Runnable() {
          @Override
          public void run() {
            expire(begun);
          }
        });
  }

  private void expire(Attempt late) {
    if (!late.hasReturned() && !late.isGivenUp()) {
      giveUp(late);
      fail("no answer within " + GoDuration.format(spec.timeoutMillis()));
    }
  }

  private void giveUp(Attempt late) {
    late.giveUp();
    threads.release(late);
  }

  /** A run has ended, on its thread. */
  void ended(final Attempt done, final CheckResult result) {
    threads.later(
        0,
        new Runnable() {
          @Override
          public void run() {
            threads.release(done);
            if (!done.isGivenUp()) {
              take(result);
            }
          }
        });
  }

  private void take(CheckResult result) {
    switch (result.kind()) {
      case PASSED:
        failures = 0;
        report(Health.HEALTHY, "");
        break;
      case FAILED:
        fail(result.reason());
        break;
      case WRONG:
        warn(result.reason());
        report(Health.UNHEALTHY, result.reason());
        break;
      case TOO_EARLY:
        warn(result.reason());
        if (result.reason().isEmpty()) {
          searchSoon();
        }
        if (!result.reason().isEmpty() || service.health() != Health.INITIALIZING) {
          report(Health.INITIALIZING, result.reason());
        }
        break;
    }
  }

  private void fail(String reason) {
    failures++;
    if (failures >= FAILURES) {
      report(Health.UNHEALTHY, reason);
    } else if (service.health() == Health.INITIALIZING) {
      report(Health.INITIALIZING, reason);
    }
  }

  private void report(Health health, String reason) {
    if (service.health() != health) {
      Log.debug(
          "ready_check " + spec.name() + ": " + health + (reason.isEmpty() ? "" : ": " + reason));
    }
    switch (health) {
      case HEALTHY:
        service.reportHealthy(reason);
        break;
      case UNHEALTHY:
        service.reportUnhealthy(reason);
        break;
      case INITIALIZING:
        service.reportInitializing(reason);
        break;
    }
  }

  /** Logs what the operator may have to set right, once. */
  private void warn(String reason) {
    if (!reason.isEmpty() && !reason.equals(warned)) {
      Log.warn("ready_check " + spec.name() + ": " + reason);
    }
    warned = reason;
  }

  /** Ends it; a run is interrupted. From any thread. */
  void close() {
    closed = true;
    repeated.cancel(false);
    threads.later(
        0,
        new Runnable() {
          @Override
          public void run() {
            if (attempt != null) {
              giveUp(attempt);
            }
          }
        });
  }
}
