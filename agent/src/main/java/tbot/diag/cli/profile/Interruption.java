package tbot.diag.cli.profile;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes Ctrl-C end what is going on instead of the process: the command is told, and has a minute
 * to keep what there is. Then the process ends with the command's exit code.
 */
final class Interruption implements AutoCloseable {

  private static final long FINISH_SECONDS = 60;
  private static final int INTERRUPTED = 130;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");

  // Guarded by this object.
  private Runnable action;
  private boolean requested;

  private volatile int exitCode = INTERRUPTED;

  /** Takes Ctrl-C over until this is closed. */
  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupted() {
    Runnable now;
    synchronized (this) {
      requested = true;
      now = action;
    }
    if (now != null) {
      now.run();
    }
    try {
      if (done.await(FINISH_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sets what Ctrl-C does; at once if it came already. */
  void does(Runnable what) {
    boolean late;
    synchronized (this) {
      action = what;
      late = requested;
    }
    if (late) {
      what.run();
    }
  }

  /** Whether Ctrl-C came. */
  synchronized boolean isRequested() {
    return requested;
  }

  /** The command has done its work even so. */
  void succeed() {
    exitCode = 0;
  }

  /** The command has ended. */
  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs now, and ends the process.
    }
  }
}
