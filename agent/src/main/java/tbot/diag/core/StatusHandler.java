package tbot.diag.core;

import java.util.function.Supplier;
import tbot.diag.config.BuildVersion;
import tbot.diag.hooks.weave.HookStatus;
import tbot.diag.http.Handler;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.log.Log;

/**
 * {@code /status} of a session: what our command {@code status} shows beside {@code /readyz}. Each
 * line is a key, a colon and a value; a key may come several times.
 */
final class StatusHandler implements Handler {

  private final Serving serving;
  private final Supplier<HookStatus> hooks;

  /**
   * Makes the handler.
   *
   * @param hooks gives null while nothing is hooked
   */
  StatusHandler(Serving serving, Supplier<HookStatus> hooks) {
    this.serving = serving;
    this.hooks = hooks;
  }

  @Override
  public void handle(Request request, Responder responder) {
    StringBuilder lines = new StringBuilder();
    add(lines, "version", BuildVersion.read());
    String url = serving.url();
    if (url != null) {
      add(lines, "address", url);
    }
    add(lines, "debug", Boolean.toString(serving.debugMode().isOn()));
    add(lines, "recording", Boolean.toString(serving.debugMode().isRecording()));
    HookStatus status = hooks.get();
    if (status != null) {
      add(lines, "hooked", Integer.toString(status.hookedClasses().size()));
      for (String failure : status.failures()) {
        add(lines, "not-hooked", failure);
      }
      for (String missing : status.handlerClassesNotLoaded()) {
        add(lines, "not-loaded", missing);
      }
    }
    responder.send(Response.text(200, lines.toString()));
  }

  private static void add(StringBuilder lines, String key, String value) {
    lines.append(key).append(": ").append(Log.printable(value)).append('\n');
  }
}
