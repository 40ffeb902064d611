package tbot.diag.core;

import java.util.Arrays;
import java.util.List;
import tbot.diag.config.HandlerSpec;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.ServerListener;
import tbot.diag.hooks.handler.HandlerHooks;
import tbot.diag.hooks.sshd.MinaSshd;

/** The kinds of connections that the agent hooks. Another SSH library is one more line here. */
final class HookSets {

  private HookSets() {}

  /**
   * All of them.
   *
   * @param servers told of the state of the libraries' servers
   * @param handlers the methods that are handlers
   */
  static List<HookSet> of(ServerListener servers, List<HandlerSpec> handlers) {
    return Arrays.asList(new MinaSshd(servers), new HandlerHooks(handlers));
  }
}
