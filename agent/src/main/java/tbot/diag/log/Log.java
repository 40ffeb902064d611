package tbot.diag.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/**
 * The agent's few lines on standard error.
 *
 * <p>They go to the file descriptor itself and not to {@link System#err}: hosts replace that stream
 * by one that feeds their own log, which is not ready while the agent starts and must never be
 * entered from inside a class transformation.
 */
public final class Log {

  private static final PrintStream STDERR =
      new PrintStream(new FileOutputStream(FileDescriptor.err), true);

  private static volatile boolean verbose;

  private Log() {}

  /** Says whether {@link #debug} prints; follows the option {@code debug}. */
  public static void setVerbose(boolean on) {
    verbose = on;
  }

  /** What an operator wants to know once, such as the address that was bound. */
  public static void info(String message) {
    print("", message);
  }

  /** Something that the operator may want to change; the agent goes on. */
  public static void warn(String message) {
    print("warning: ", message);
  }

  /** Something that the agent cannot do; the host goes on. */
  public static void error(String message) {
    print("error: ", message);
  }

  /** Detail for debug mode. */
  public static void debug(String message) {
    if (verbose) {
      print("debug: ", message);
    }
  }

  private static void print(String level, String message) {
    // One call, so that lines of several threads do not mix. No line break from input passes.
    STDERR.print("tbot-diag: " + level + message.replace('\n', ' ').replace('\r', ' ') + "\n");
    STDERR.flush();
  }
}
