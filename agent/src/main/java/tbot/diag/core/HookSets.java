package tbot.diag.core;

import java.util.Arrays;
import java.util.List;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.handler.HandlerHooks;
import tbot.diag.hooks.sshd.MinaSshd;

/** The kinds of connections that the agent hooks. Another SSH library is one more line here. */
final class HookSets {

  private HookSets() {}

  /** All of them, with these methods as handlers. */
  static List<HookSet> with(List<HandlerSpec> handlers) {
    return Arrays.asList(new MinaSshd(), new HandlerHooks(handlers));
  }
}
