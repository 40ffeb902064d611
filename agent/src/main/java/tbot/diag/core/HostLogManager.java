package tbot.diag.core;

import java.util.concurrent.TimeUnit;

/**
 * Keeps out of the way of hosts that choose their log manager in {@code main}.
 *
 * <p>The JDK's HTTP server asks for a logger. From Java 9 on that leaves {@code java.util.logging}
 * alone until something is logged; on Java 8 it initialises it, and whichever log manager it finds
 * then stays for good. JBoss Modules, and so WildFly, names its own in {@code main}, and does not
 * start when it comes too late.
 */
final class HostLogManager {

  private static final String PROPERTY = "java.util.logging.manager";
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final long POLL_MILLIS = 20;

  private HostLogManager() {}

  /** Waits until the host has chosen, for ten seconds at most; mostly, not at all. */
  static void awaitChoice() throws InterruptedException {
    long start = System.nanoTime();
    while (isPending(
            System.getProperty("java.specification.version"),
            System.getProperty("sun.java.command"),
            System.getProperty(PROPERTY))
        && System.nanoTime() - start < PATIENCE_NANOS) {
      Thread.sleep(POLL_MILLIS);
    }
  }

  /**
   * Whether a host is one that has yet to choose.
   *
   * @param javaVersion such as {@code 1.8} or {@code 17}
   * @param command the launcher's record of the main class or jar with its arguments, or null
   * @param manager the log manager named so far, or null
   */
  static boolean isPending(String javaVersion, String command, String manager) {
    return manager == null
        && "1.8".equals(javaVersion)
        && command != null
        && (command.startsWith("org.jboss.modules.Main") || command.contains("jboss-modules.jar"));
  }
}
