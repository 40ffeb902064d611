package tbot.diag.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * The agent's log: a few lines on standard error, each with the prefix {@code tbot-diag:}.
 *
 * <p>It writes to the file descriptor, not to {@link System#err}. Some hosts replace that stream by
 * one that feeds their own log. That log may not be ready while the agent starts, and must never be
 * called from inside a class transformation.
 */
public final class Log {

  private static final PrintStream STDERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true);

  private static volatile boolean verbose;

  private Log() {}

  /** Sets whether {@link #debug} prints; false at first, then as the option {@code debug} is. */
  public static void setVerbose(boolean on) {
    verbose = on;
  }

  /** Logs something that the operator needs to know once, such as the address that is bound. */
  public static void info(String message) {
    print("", message);
  }

  /** Logs a problem that the operator may want to fix; the agent goes on. */
  public static void warn(String message) {
    print("warning: ", message);
  }

  /** Logs that the agent cannot do something; the host goes on. */
  public static void error(String message) {
    print("error: ", message);
  }

  /** Logs a detail, in debug mode only. */
  public static void debug(String message) {
    if (verbose) {
      print("debug: ", message);
    }
  }

  private static void print(String level, String message) {
    // One call, so that the lines of several threads do not mix.
    STDERR.print("tbot-diag: " + level + printable(message) + "\n");
    STDERR.flush();
  }

  /**
   * One line that a terminal can show as it is. Messages may contain input: line breaks become
   * blanks, other control characters their escapes, such as {@code \u001b}.
   */
  public static String printable(String message) {
    StringBuilder line = new StringBuilder(message.length());
    for (int i = 0; i < message.length(); i++) {
      char c = message.charAt(i);
      if (c == '\n' || c == '\r' || c == '\t') {
        line.append(' ');
      } else if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
        line.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        line.append(c);
      }
    }
    return line.toString();
  }
}
