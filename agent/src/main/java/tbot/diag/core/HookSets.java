package tbot.diag.core;

import java.util.Arrays;
import java.util.List;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.hooks.HookSet;
import tbot.diag.hooks.ServerListener;
import tbot.diag.hooks.api.ApiHooks;
import tbot.diag.hooks.api.ServiceListener;
import tbot.diag.hooks.handler.HandlerHooks;
import tbot.diag.hooks.sshd.MinaSshd;

/** The kinds of hooks. Another SSH library is one more line here. */
final class HookSets {

  private HookSets() {}

  /**
   * All of them.
   *
   * @param servers told of the state of the libraries' servers
   * @param handlers the methods that handle connections
   * @param tasks the hooks of the tasks
   * @param services told of what the host reports by the API
   * @param traces the hooks of the methods that are traced
   */
  static List<HookSet> of(
      ServerListener servers,
      List<HandlerSpec> handlers,
      HookSet tasks,
      ServiceListener services,
      HookSet traces) {
    return Arrays.asList(
        new MinaSshd(servers), new HandlerHooks(handlers), tasks, new ApiHooks(services), traces);
  }
}
