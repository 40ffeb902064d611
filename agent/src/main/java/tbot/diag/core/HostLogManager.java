package tbot.diag.core;

import java.util.concurrent.TimeUnit;
import tbot.diag.jvm.JavaVersion;

/**
 * Waits for hosts that choose their log manager in {@code main}.
 *
 * <p>The JDK's HTTP server asks for a logger. On Java 8 that initialises {@code java.util.logging}
 * with the log manager named at that time, for good. JBoss Modules, and so WildFly, names its own
 * in {@code main} and does not start if that comes too late. From Java 9 on nothing is initialised
 * before something is logged.
 */
final class HostLogManager {

  private static final String PROPERTY = "java.util.logging.manager";
  private static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long POLL_MILLIS = 20;

  private HostLogManager() {}

  /** Waits until the host has chosen, ten seconds at most. Most hosts need no wait. */
  static void awaitChoice() throws InterruptedException {
    long start = System.nanoTime();
    while (isPending(
            JavaVersion.get(), System.getProperty("sun.java.command"), System.getProperty(PROPERTY))
        && System.nanoTime() - start < TIMEOUT_NANOS) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Whether the host will still choose a log manager.
   *
   * @param java the version, such as 8 or 17
   * @param command the launcher's record of the main class or jar with its arguments, or null
   * @param manager the log manager named so far, or null
   */
  static boolean isPending(int java, String command, String manager) {
    return manager == null
        && java == 8
        && command != null
        && (command.startsWith("org.jboss.modules.Main") || command.contains("jboss-modules.jar"));
  }
}
