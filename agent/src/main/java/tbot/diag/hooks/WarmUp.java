package tbot.diag.hooks;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import tbot.diag.hooks.weave.BridgeClass;
import tbot.diag.hooks.weave.CallWeaver;
import tbot.diag.hooks.weave.EventHook;
import tbot.diag.hooks.weave.WeaveLog;
import tbot.diag.jvm.HostThreads;
import tbot.diag.jvm.PackageAccess;

/**
 * Loads on a thread of ours what the hooks of a library need. The host's first class to hook, some
 * tenths of a second later, then need not wait for it.
 *
 * <p>It takes no lock and hooks nothing. If it fails, the first class to hook loads what is missing
 * and reports what fails.
 */
final class WarmUp implements Runnable {

  private static final String THREAD = "tbot-diag-warm-up";

  private final Instrumentation instrumentation;

  WarmUp(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Starts the thread, unless there is only one processor: it would cost more than it saves. */
  @Override
  public void run() {
    if (Runtime.getRuntime().availableProcessors() == 1) {
      return;
    }
    Thread thread =
        new Thread(
            HostThreads.topGroup(),
            new Runnable() {
              @Override
              public void run() {
                load();
              }
            },
            THREAD);
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    thread.start();
  }

  private void load() {
    try {
      // Any class file does. Nothing is hooked in it.
      byte[] classFile = BridgeClass.file("tbot/diag/hooks/Nothing");
      new CallWeaver(Object.class, new WeaveLog())
          .weave("", classFile, Collections.<EventHook>emptyList());
      PackageAccess.open(instrumentation, Object.class);
    } catch (Throwable t) {
      // The agent may have been detached meanwhile.
    }
  }
}
