package tbot.diag.hooks.api;

import tbot.diag.hooks.HookEvents;
import tbot.diag.log.Log;

/** Turns the events of the API into reports and iterations. */
final class ApiEvents implements HookEvents {

  private static final int HEALTHY = 1;
  private static final int UNHEALTHY = 2;

  private final ServiceListener listener;

  /** Tells iterations that these hooks have seen start from those of an earlier attach. */
  private final long attach = System.nanoTime();

  ApiEvents(ServiceListener listener) {
    this.listener = listener;
  }

  @Override
  public void serviceReported(String service, int code, String reason) {
    switch (code) {
      case HEALTHY:
        listener.healthy(service);
        break;
      case UNHEALTHY:
        listener.unhealthy(service, reason);
        break;
      default:
        listener.initializing(service);
    }
  }

  @Override
  public void iterationStarted(String service, long[] iteration) {
    iteration[0] = attach;
    iteration[1] = System.nanoTime();
    listener.started(service);
  }

  @Override
  public void iterationEnded(String service, long[] iteration, String failure) {
    if (iteration[0] == attach) {
      listener.ended(service, failure == null, System.nanoTime() - iteration[1]);
    }
  }

  /** The services were there before the hooks: has them all announced again. */
  @Override
  public void loadedBefore(Class<?> type) {
    try {
      type.getMethod("announceAll").invoke(null);
    } catch (ReflectiveOperationException e) {
      Log.warn("the services that the host reported before are unknown: " + e);
    }
  }
}
