package tbot.diag.cli.target;

import java.io.File;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The command line of the {@code java} launcher, as far as it says what is run. */
final class LauncherArguments {

  /** Options whose value is the next argument. */
  private static final Set<String> WITH_VALUE =
      new HashSet<String>(
          Arrays.asList(
              "-cp",
              "-classpath",
              "--class-path",
              "-p",
              "--module-path",
              "--upgrade-module-path",
              "--add-modules",
              "--add-exports",
              "--add-opens",
              "--add-reads",
              "--limit-modules",
              "--patch-module",
              "--enable-native-access",
              "--source"));

  private LauncherArguments() {}

  /**
   * The main class, or the name of the jar's file, or the module.
   *
   * @param arguments the command first
   * @return empty if they do not say it, as in a launcher of its own
   */
  static String main(List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      boolean more = i + 1 < arguments.size();
      if (argument.equals("-jar") && more) {
        return new File(arguments.get(i + 1)).getName();
      } else if ((argument.equals("-m") || argument.equals("--module")) && more) {
        return arguments.get(i + 1);
      } else if (argument.startsWith("--module=")) {
        return argument.substring("--module=".length());
      } else if (WITH_VALUE.contains(argument)) {
        i++;
      } else if (!argument.startsWith("-") && !argument.startsWith("@")) {
        return new File(argument).getName();
      }
    }
    return "";
  }

  /**
   * The main class, or the name of the jar's file.
   *
   * @param command the launcher's record of them, with the program's arguments; a path in it may
   *     have blanks
   */
  static String mainOf(String command) {
    String text = command.trim();
    int jar = text.indexOf(".jar ");
    if (text.startsWith("/") && jar >= 0) {
      text = text.substring(0, jar + ".jar".length());
    } else if (!text.endsWith(".jar") && text.indexOf(' ') >= 0) {
      text = text.substring(0, text.indexOf(' '));
    }
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
