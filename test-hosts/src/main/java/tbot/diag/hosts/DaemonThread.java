package tbot.diag.hosts;

/** Threads that work until the JVM ends and do not keep it from ending. */
final class DaemonThread {

  private DaemonThread() {}

  static Thread start(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Sleeps; these threads are never interrupted. */
  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
