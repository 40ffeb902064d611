package tbot.diag.cli.target;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.jvm.JavaVersion;

/**
 * Whether a process can be attached to, as {@code /proc} tells. Otherwise an attach would take ten
 * seconds to fail, and the signal that asks for it would end what is no JVM.
 */
public final class Attachable {

  private static final String DISABLED = "-XX:+DisableAttachMechanism";
  private static final long START_MILLIS = 5_000;
  private static final long POLL_MILLIS = 50;

  private Attachable() {}

  /**
   * Does nothing if the process can be attached to, or if this system does not tell.
   *
   * @throws CommandFailure with the reason in one line, and what to do
   */
  public static void require(long pid) {
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
    requireUser(process);
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
    requireVisibleSocket(process);
    awaitSignalHandler(pid, process);
  }

  /** An older Java looks for the JVM's socket in its own {@code /tmp}, by the process id here. */
  private static void requireVisibleSocket(ProcProcess process) {
    if (JavaVersion.get() == 8
        && (process.ownPid() != process.pid() || !process.root().sees(new File("/tmp")))) {
      throw new CommandFailure(
          "process "
              + process.pid()
              + " is in another PID or mount namespace, as in a container, and Java 8 cannot attach"
              + " to it; run this with the java of a newer JDK");
    }
  }

  /** A JVM that does not know this user prints its threads on its standard output instead. */
  private static void requireUser(ProcProcess process) {
    ProcUser user = process.user();
    if (user.name().isEmpty() || user.isOurs()) {
      return;
    }
    if (!ProcProcess.self().user().isRoot()) {
      throw new CommandFailure(belongsTo(process, ""));
    }
    if (!user.knowsOurRoot()) {
      throw new CommandFailure(
          belongsTo(process, ", in a user namespace where root of this machine is nobody"));
    }
    if (process.isJavaEight()) {
      throw new CommandFailure(belongsTo(process, ", and Java 8 lets nobody else attach"));
    }
  }

  /**
   * What to do about a JVM of another user.
   *
   * @param where what else there is to say of the user
   */
  static String belongsTo(ProcProcess process, String where) {
    return "process "
        + process.pid()
        + " belongs to "
        + process.user().name()
        + where
        + "; run this as that user: sudo "
        + become(process)
        + " java -jar "
        + OwnJar.shellWord()
        + " ...";
  }

  /** The words that run a command as the user of a process, and in its network. */
  private static String become(ProcProcess process) {
    String user = process.user().name();
    NetworkNamespace network = NetworkNamespace.of(process.pid());
    // A user of a container often has no name here.
    boolean hasName = user.isEmpty() || !Character.isDigit(user.charAt(0));
    if (hasName && network.isOurs()) {
      return "-u " + user;
    }
    return (network.isOurs() ? "" : String.join(" ", network.prefix()) + " ")
        + "setpriv --reuid="
        + user
        + " --regid="
        + process.user().group()
        + " --clear-groups";
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
