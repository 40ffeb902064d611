package tbot.diag.cli.profile;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import tbot.diag.cli.console.CommandFailure;

/**
 * Makes Ctrl-C end what is going on instead of the process: the command is told, and has a minute
 * to keep what there is. If it can, the exit code is 0. A second Ctrl-C ends the process at once.
 */
final class Interruption implements AutoCloseable {

  private static final long OPEN_SECONDS = 3;
  private static final long FINISH_SECONDS = 60;
  private static final long LEAVE_SECONDS = 5;
  private static final int INTERRUPTED = 130;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");
  private final Thread command = Thread.currentThread();

  // Guarded by this object.
  private BooleanSupplier action = this::leave;
  private boolean requested;

  private volatile boolean succeeded;

  /**
   * Takes Ctrl-C over until this is closed. Until something else is set, nothing is kept: the
   * command has a little time to clean up, and then its thread is interrupted.
   */
  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void interrupted() {
    BooleanSupplier now;
    synchronized (this) {
      requested = true;
      now = action;
    }
    NextInterrupt.halts(INTERRUPTED);
    boolean keeps = now.getAsBoolean();
    if (isDoneWithin(keeps ? FINISH_SECONDS : LEAVE_SECONDS) && succeeded) {
      // Otherwise the exit code is that of the signal.
      Runtime.getRuntime().halt(0);
    }
  }

  private boolean leave() {
    if (!isDoneWithin(OPEN_SECONDS)) {
      command.interrupt();
    }
    return false;
  }

  private boolean isDoneWithin(long seconds) {
    try {
      return done.await(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Sets what Ctrl-C does.
   *
   * @param what ends what is going on, and returns whether there is then something to keep; takes
   *     some seconds at most
   * @throws CommandFailure if Ctrl-C came already
   */
  synchronized void does(BooleanSupplier what) {
    if (requested) {
      throw new CommandFailure("interrupted");
    }
    action = what;
  }

  /** From here on, Ctrl-C only waits for the end of the command. */
  synchronized void onlyWaits() {
    action = () -> true;
  }

  /** Whether Ctrl-C came. */
  synchronized boolean isRequested() {
    return requested;
  }

  /** The command has done its work even so. */
  void succeed() {
    succeeded = true;
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
