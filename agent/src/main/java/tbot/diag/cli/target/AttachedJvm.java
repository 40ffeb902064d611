package tbot.diag.cli.target;

import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tbot.diag.cli.console.Background;
import tbot.diag.cli.console.CommandFailure;

/** A JVM that this one is connected to. Nothing waits for it without a bound. */
public final class AttachedJvm implements AutoCloseable {

  /** An attach bounds itself to ten seconds, and what the agent does takes twenty at most. */
  private static final long TIMEOUT_SECONDS = 40;

  private static final long QUICK_SECONDS = 2;
  private static final long POLL_MILLIS = 20;

  private final AttachApi.Connection connection;
  private final long pid;
  private final long timeoutSeconds;

  private AttachedJvm(AttachApi.Connection connection, long pid, long timeoutSeconds) {
    this.connection = connection;
    this.pid = pid;
    this.timeoutSeconds = timeoutSeconds;
  }

  /**
   * Connects to a running JVM.
   *
   * @param pid the process id
   * @throws CommandFailure if that is not possible, with what to do in one line
   */
  public static AttachedJvm connect(long pid) {
    return connect(pid, TIMEOUT_SECONDS);
  }

  /** The same with little patience, for a JVM that others are waited for with. */
  static AttachedJvm connectQuickly(long pid) {
    return connect(pid, QUICK_SECONDS);
  }

  private static AttachedJvm connect(long pid, long timeoutSeconds) {
    Attachable.require(pid);
    AttachApi api = AttachApi.find();
    AttachApi.Connection connection =
        within(
            timeoutSeconds,
            pid,
            () -> new AttachTurn(pid).take(() -> api.connect(pid)),
            "cannot attach to process " + pid);
    return new AttachedJvm(connection, pid, timeoutSeconds);
  }

  /** The process id. */
  public long pid() {
    return pid;
  }

  /**
   * Loads the agent of this jar, and returns when its {@code agentmain} has returned.
   *
   * @param arguments the agent's, in front of which the jar is named
   * @throws CommandFailure if the JVM does not load the agent, or {@code agentmain} fails
   */
  public void load(String arguments) {
    try (LoadableJar jar = LoadableJar.of(OwnJar.file(), new ProcProcess(pid))) {
      within(
          timeoutSeconds,
          pid,
          () -> {
            connection.load(jar.path(), jar.argument() + ",report," + arguments);
            return null;
          },
          "process " + pid + " did not load the agent");
    }
  }

  /** The agent properties of the JVM, in which the agent publishes its state. */
  public Properties agentProperties() {
    return within(
        timeoutSeconds, pid, connection::agentProperties, "process " + pid + " does not answer");
  }

  /**
   * Whether the process has ended; unknown counts as not.
   *
   * @param millis how long to wait for it
   */
  public boolean hasEnded(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!isGone(pid) && System.nanoTime() - end < 0) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return isGone(pid);
  }

  private static boolean isGone(long pid) {
    char state = ProcProcess.isSupported() ? new ProcProcess(pid).state() : 'R';
    return state == ' ' || state == 'Z' || state == 'X';
  }

  @Override
  public void close() {
    connection.close();
  }

  private static <T> T within(long seconds, long pid, Callable<T> work, String failure) {
    FutureTask<T> task = Background.start("attach", work);
    try {
      return task.get(seconds, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new CommandFailure(failure + ": " + reason(pid, e.getCause()));
    } catch (TimeoutException e) {
      throw new CommandFailure(failure + ": no answer within " + seconds + " s; is it stopped?");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted");
    }
  }

  private static String reason(long pid, Throwable cause) {
    if (isGone(pid)) {
      return "it ended meanwhile";
    }
    if (ProcProcess.isSupported()) {
      ProcProcess process = new ProcProcess(pid);
      if (!process.user().isOurs()) {
        return cause.getMessage() + "; " + Attachable.belongsTo(process, "");
      }
    }
    return cause instanceof CommandFailure ? cause.getMessage() : cause.toString();
  }
}
