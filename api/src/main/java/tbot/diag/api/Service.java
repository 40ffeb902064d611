package tbot.diag.api;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * One service, which reports its state by the last call. Thread-safe, and takes no lock. What the
 * agent does in a call never throws.
 *
 * <p>The agent hooks the private methods, which do nothing themselves: their names and parameters
 * are its contract with this class.
 */
public final class Service {

  private final String name;
  private volatile State state = State.INITIALIZING;

  Service(String name) {
    this.name = name;
  }

  /** Reports that the service works. */
  public void healthy() {
    report(State.HEALTHY);
  }

  /**
   * Reports that the service does not work.
   *
   * @param why for the operator; null or empty if that is not known
   */
  public void unhealthy(String why) {
    report(State.unhealthy(why));
  }

  /**
   * Runs one iteration of the service, which counts in the metrics of tasks. If it returns, the
   * service is healthy; if it throws, the service is unhealthy because of that. A cancelled
   * iteration is a success.
   *
   * @param task is run on this thread; what it throws is thrown on
   */
  public void run(Runnable task) {
    long[] iteration = begin();
    try {
      task.run();
    } catch (Throwable t) {
      end(iteration, t);
      throw t;
    }
    end(iteration, null);
  }

  /**
   * The same for an iteration with a result. If that is a {@link CompletionStage}, the iteration
   * ends when it completes.
   *
   * @return the result
   * @throws Exception what the task throws
   */
  public <T> T call(Callable<T> task) throws Exception {
    long[] iteration = begin();
    T result;
    try {
      result = task.call();
    } catch (Throwable t) {
      end(iteration, t);
      throw t;
    }
    if (result instanceof CompletionStage) {
      endWith((CompletionStage<?>) result, iteration);
    } else {
      end(iteration, null);
    }
    return result;
  }

  /**
   * Called by the agent when it is attached to a running program, to learn the states of the
   * services that this class loader has.
   */
  public static void announceAll() {
    Services.announceAll();
  }

  private long[] begin() {
    // The agent keeps here when it saw the start.
    long[] iteration = new long[2];
    started(name, iteration);
    return iteration;
  }

  private void endWith(CompletionStage<?> stage, long[] iteration) {
    try {
      stage.whenComplete((value, failure) -> end(iteration, failure));
    } catch (RuntimeException e) {
      // It takes no callbacks. The task has returned; no more can be known.
      end(iteration, null);
    }
  }

  private void end(long[] iteration, Throwable failure) {
    String reason = Failures.reasonOf(failure);
    ended(name, iteration, reason);
    report(reason == null ? State.HEALTHY : State.unhealthy(reason));
  }

  private void report(State reported) {
    state = reported;
    announce();
  }

  /** Announces the state until it is the one that was announced last, also if others report. */
  void announce() {
    State seen;
    do {
      seen = state;
      reported(name, seen.code(), seen.reason());
    } while (seen != state);
  }

  /**
   * Hooked by the agent.
   *
   * @param code 0 for initializing, 1 for healthy, 2 for unhealthy
   */
  @SuppressWarnings("UnusedVariable")
  private void reported(String serviceName, int code, String reason) {}

  /** Hooked by the agent. */
  @SuppressWarnings("UnusedVariable")
  private void started(String serviceName, long[] iteration) {}

  /**
   * Hooked by the agent.
   *
   * @param failure null for a success
   */
  @SuppressWarnings("UnusedVariable")
  private void ended(String serviceName, long[] iteration, String failure) {}
}
