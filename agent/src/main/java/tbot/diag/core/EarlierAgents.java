package tbot.diag.core;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Other agents of the command line. One that comes before ours may load classes of the host that
 * our transformer never sees.
 */
final class EarlierAgents {

  private static final String OPTION = "-javaagent:";

  /** Options may also stand in files, which these name. */
  private static final String[] OPTION_FILES = {"@", "-XX:VMOptionsFile=", "-XX:Flags="};

  private static final String[] VARIABLES = {
    "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"
  };

  private static final int LINE_BYTES = 1 << 16;

  private EarlierAgents() {}

  /** Whether there may be one; true where the command line cannot be read. */
  static boolean arePossible() {
    byte[] line = new byte[LINE_BYTES];
    int length = 0;
    try (InputStream in = new FileInputStream("/proc/self/cmdline")) {
      for (int n = in.read(line); n > 0; n = in.read(line, length, line.length - length)) {
        length += n;
      }
    } catch (IOException e) {
      return true;
    }
    return length == 0
        || length == line.length
        || arePossible(new String(line, 0, length, StandardCharsets.UTF_8), System.getenv());
  }

  /**
   * Whether a command line may name another agent than ours.
   *
   * @param commandLine the arguments, each ended by a zero
   * @param environment the environment variables
   */
  static boolean arePossible(String commandLine, Map<String, String> environment) {
    int agents = 0;
    for (String argument : commandLine.split("\0", -1)) {
      for (String beginning : OPTION_FILES) {
        if (argument.startsWith(beginning)) {
          return true;
        }
      }
      agents += occurrences(argument);
    }
    for (String variable : VARIABLES) {
      String options = environment.get(variable);
      if (options != null) {
        agents += options.indexOf('@') >= 0 ? 2 : occurrences(options);
      }
    }
    return agents > 1;
  }

  private static int occurrences(String text) {
    int count = 0;
    for (int at = text.indexOf(OPTION); at >= 0; at = text.indexOf(OPTION, at + 1)) {
      count++;
    }
    return count;
  }
}
