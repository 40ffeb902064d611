package tbot.diag.hooks.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tbot.diag.hooks.ConnectionListener;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.weave.EventHook;
import tbot.diag.hooks.weave.LibraryEvent;
import tbot.diag.hooks.weave.MethodHook;

/** The hooks in the API by which a host reports the state of its services. */
public final class ApiHooks implements HookSet {

  private static final String LIBRARY = "tbot-diag API";
  private static final String SERVICE = "tbot.diag.api.Service";
  private static final String STRING = "java.lang.String";
  private static final String LONGS = "long[]";

  /** The same objects each time: sets with other ones are taken for other hooks. */
  private static final List<EventHook> HOOKS =
      Collections.unmodifiableList(
          Arrays.asList(
              hook(LibraryEvent.SERVICE_REPORTED, "reported", STRING, "int", STRING),
              hook(LibraryEvent.ITERATION_STARTED, "started", STRING, LONGS),
              hook(LibraryEvent.ITERATION_ENDED, "ended", STRING, LONGS, STRING)));

  private final ServiceListener listener;

  /**
   * @param listener is told of what the host reports
   */
  public ApiHooks(ServiceListener listener) {
    this.listener = listener;
  }

  @Override
  public List<EventHook> events() {
    return HOOKS;
  }

  private static EventHook hook(LibraryEvent event, String method, String... parameters) {
    int[] details = new int[parameters.length];
    for (int i = 0; i < details.length; i++) {
      details[i] = i;
    }
    return EventHook.entered(
        LIBRARY, event, new MethodHook(SERVICE, method, Arrays.asList(parameters)), details);
  }

  @Override
  public List<MethodHook> handlers() {
    return Collections.emptyList();
  }

  @Override
  public String packagePrefix() {
    return "tbot/diag/api/";
  }

  /** Services are no connections: the listener of those is not used. */
  @Override
  public HookEvents connect(ConnectionListener connections) {
    return new ApiEvents(listener);
  }
}
