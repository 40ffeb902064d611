package tbot.diag.cli.console;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Work that may be given up: nothing waits for it longer than it wants to. */
public final class Background {

  private Background() {}

  /**
   * Starts work on a thread of its own, which does not keep the process from ending.
   *
   * @param thread the thread's name
   */
  public static <T> FutureTask<T> start(String thread, Callable<T> work) {
    FutureTask<T> task = new FutureTask<T>(work);
    start(thread, task);
    return task;
  }

  /** The same for a task that is made already. */
  public static void start(String thread, FutureTask<?> task) {
    Thread worker = new Thread(task, thread);
    worker.setDaemon(true);
    worker.start();
  }
}
