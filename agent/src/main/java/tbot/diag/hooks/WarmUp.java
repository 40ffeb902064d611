package tbot.diag.hooks;

import java.lang.instrument.Instrumentation;
import java.util.Collections;
import tbot.diag.jvm.HostThreads;
import tbot.diag.jvm.PackageAccess;

/**
 * Loads what the hooks of a library need, on a thread of ours, while the host goes on: some tenths
 * of a second pass between its first class and the first to hook, whose loading would wait for
 * this.
 *
 * <p>It takes no lock and hooks nothing, so nobody waits for it and its failure is none: the first
 * class to hook does again what is missing, and reports what fails.
 */
final class WarmUp implements Runnable {

  private static final String THREAD = "tbot-diag-warm-up";

  private final Instrumentation instrumentation;

  WarmUp(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Starts it, unless there is one processor, of which it would take more than it saves. */
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
      // A class file as good as any, in which nothing is to be hooked.
      byte[] classFile = BridgeClass.file("tbot/diag/hooks/Nothing");
      new CallWeaver(Object.class, new WeaveLog())
          .weave("", classFile, Collections.<EventHook>emptyList());
      PackageAccess.open(instrumentation, Object.class);
    } catch (Throwable t) {
      // The agent may have been detached meanwhile.
    }
  }
}
