package tbot.diag.hooks.weave;

import java.util.ArrayList;
import java.util.List;

/** The hooks of one class: those of a library, and the handlers that a user names. */
public final class ClassHooks {

  private final List<EventHook> events = new ArrayList<>();
  private final List<MethodHook> handlers = new ArrayList<>();

  /** Those of a library. */
  public List<EventHook> events() {
    return events;
  }

  /** Those that the user names. */
  public List<MethodHook> handlers() {
    return handlers;
  }

  /** Whether both hook the same methods. The hooks of libraries are constants. */
  @Override
  public boolean equals(Object other) {
    return other instanceof ClassHooks
        && events.equals(((ClassHooks) other).events)
        && handlers.equals(((ClassHooks) other).handlers);
  }

  @Override
  public int hashCode() {
    return events.hashCode() * 31 + handlers.hashCode();
  }
}
