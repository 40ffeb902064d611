package tbot.diag.hooks.handler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.weave.EventHook;
import tbot.diag.hooks.weave.MethodHook;

/** Hooks in methods that a user names, and in no library. */
abstract class NamedMethods implements HookSet {

  private final List<MethodHook> methods = new ArrayList<>();

  /** Adds a method. */
  final void add(MethodHook method) {
    methods.add(method);
  }

  @Override
  public final List<EventHook> events() {
    return Collections.emptyList();
  }

  @Override
  public final List<MethodHook> handlers() {
    return Collections.unmodifiableList(methods);
  }

  @Override
  public final String packagePrefix() {
    return null;
  }
}
