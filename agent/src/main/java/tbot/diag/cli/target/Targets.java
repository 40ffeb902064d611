package tbot.diag.cli.target;

import java.util.ArrayList;
import java.util.List;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.jvm.ProcessId;

/** Finds the JVM that a person means. */
public final class Targets {

  private static final int MAX_LISTED = 20;

  private Targets() {}

  /**
   * Finds one JVM.
   *
   * @param text a process id, a main class or the name of a jar, or a part of one
   * @return its process id
   * @throws CommandFailure if there is no such JVM, or more than one; the message lists those
   */
  public static long find(String text) {
    if (isNumber(text)) {
      return pid(text);
    }
    List<Jvm> best = new ArrayList<Jvm>();
    int bestMatch = 1;
    for (Jvm jvm : Jvms.list()) {
      int match = jvm.match(text);
      if (match > bestMatch) {
        best.clear();
        bestMatch = match;
      }
      if (match == bestMatch) {
        best.add(jvm);
      }
    }
    if (best.isEmpty()) {
      throw new CommandFailure(
          "no JVM here runs \"" + text + "\"; list shows those that there are");
    }
    if (best.size() > 1) {
      throw new CommandFailure(
          best.size()
              + " JVMs match \""
              + text
              + "\", so nothing was done; name one by its PID: "
              + listed(best));
    }
    return best.get(0).pid();
  }

  private static boolean isNumber(String text) {
    boolean number = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      number &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return number;
  }

  private static long pid(String text) {
    long pid;
    try {
      pid = Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new CommandFailure("there is no process " + text);
    }
    if (pid == ProcessId.get()) {
      throw new CommandFailure("process " + pid + " is this command itself");
    }
    return pid;
  }

  private static String listed(List<Jvm> jvms) {
    List<String> texts = new ArrayList<String>();
    for (Jvm jvm : jvms.subList(0, Math.min(MAX_LISTED, jvms.size()))) {
      texts.add(jvm.pid() + " " + jvm.main());
    }
    return String.join(", ", texts) + (jvms.size() > MAX_LISTED ? ", ..." : "");
  }
}
