package tbot.diag.cli.target;

import java.util.ArrayList;
import java.util.List;
import tbot.diag.cli.console.CommandFailure;

/**
 * Whether a process can be attached to, as {@code /proc} tells. Otherwise an attach would take ten
 * seconds to fail, and the signal that asks for it would end what is no JVM.
 */
final class Attachable {

  private static final String DISABLED = "-XX:+DisableAttachMechanism";
  private static final String ROOT = "root";
  private static final long START_MILLIS = 5_000;
  private static final long POLL_MILLIS = 50;

  private Attachable() {}

  /**
   * Does nothing if the process can be attached to, or if this system does not tell.
   *
   * @throws CommandFailure with the reason in one line, and what to do
   */
  static void require(long pid) {
    if (!ProcProcess.isSupported()) {
      return;
    }
    ProcProcess process = new ProcProcess(pid);
    if (!process.exists()) {
      throw new CommandFailure("there is no process " + pid);
    }
    if (!process.isJvm()) {
      throw new CommandFailure("process " + pid + " (" + process.comm() + ") is no JVM");
    }
    String user = process.user();
    String own = System.getProperty("user.name", "");
    if (!user.isEmpty() && !user.equals(own) && !own.equals(ROOT)) {
      throw new CommandFailure(belongsTo(pid, user));
    }
    if (process.state() == 'T') {
      throw new CommandFailure(
          "process " + pid + " is stopped and cannot answer; kill -CONT " + pid + " continues it");
    }
    if (isDisabled(process)) {
      throw new CommandFailure(
          "process "
              + pid
              + " was started with "
              + DISABLED
              + ", so nothing can attach; start it without, or with -javaagent:"
              + OwnJar.file().getName());
    }
    awaitSignalHandler(pid, process);
  }

  /** What to do about a JVM of another user. */
  static String belongsTo(long pid, String user) {
    return "process "
        + pid
        + " belongs to "
        + user
        + "; run this as that user: sudo -u "
        + user
        + " java -jar "
        + shellWord(OwnJar.file().getPath())
        + " ...";
  }

  private static String shellWord(String path) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (!Character.isLetterOrDigit(c) && "/._-+,:=@%".indexOf(c) < 0) {
        return "'" + path.replace("'", "'\\''") + "'";
      }
    }
    return path;
  }

  /** The JVM would print all its threads on its standard output instead. */
  private static boolean isDisabled(ProcProcess process) {
    List<String> words = new ArrayList<String>(process.arguments());
    PerfData perfData = PerfData.read(process.perfDataFile());
    words.add(perfData.get("java.rt.vmArgs"));
    words.add(perfData.get("java.rt.vmFlags"));
    for (String word : words) {
      if (word.contains(DISABLED)) {
        return true;
      }
    }
    return false;
  }

  private static void awaitSignalHandler(long pid, ProcProcess process) {
    long end = System.nanoTime() + START_MILLIS * 1_000_000;
    while (!process.catchesSigquit() && process.exists()) {
      if (System.nanoTime() - end > 0) {
        throw new CommandFailure(
            "process " + pid + " cannot be attached to: it does not handle SIGQUIT yet");
      }
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandFailure("interrupted");
      }
    }
  }
}
