package tbot.diag.hooks.sshd;

/**
 * Tells whether an exception of a session is that of a command which could not be started, such as
 * a program that does not exist. Some versions of Apache MINA SSHD signal it to the session, others
 * refuse the command alone. The connection is in order in either case.
 */
final class CommandFailure {

  private static final String CHANNEL = "org.apache.sshd.server.channel.ChannelSession";

  /** The method of the channel that starts the command. */
  private static final String STARTS = "sendResponse";

  /** The method of the command. */
  private static final String START = "start";

  private CommandFailure() {}

  static boolean is(Throwable exception) {
    StackTraceElement[] stack = exception.getStackTrace();
    for (int i = 1; i < stack.length; i++) {
      if (stack[i].getMethodName().equals(STARTS) && stack[i].getClassName().equals(CHANNEL)) {
        return stack[i - 1].getMethodName().equals(START);
      }
    }
    return false;
  }
}
