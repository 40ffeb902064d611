package tbot.diag.cli.target;

import java.io.File;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The command line of the {@code java} launcher, as far as it says what is run. That of any other
 * program has other options, and its words may be secrets.
 */
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

  private static final String JAR = ".jar";

  private LauncherArguments() {}

  /**
   * Whether they are of the {@code java} launcher.
   *
   * @param arguments the command first
   */
  static boolean areOfJava(List<String> arguments) {
    return !arguments.isEmpty() && new File(arguments.get(0)).getName().equals("java");
  }

  /**
   * The main class, or the name of the jar's file, or the module.
   *
   * @param arguments the command first
   * @return empty if they do not say it, as those of another launcher
   */
  static String main(List<String> arguments) {
    for (int i = 1; areOfJava(arguments) && i < arguments.size(); i++) {
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
   * @param command the launcher's record of them, with the program's arguments; an absolute path in
   *     it may have blanks
   */
  static String mainOf(String command) {
    String text = command.trim();
    int jar = (text + " ").indexOf(JAR + " ");
    int blank = text.indexOf(' ');
    if (text.startsWith("/") && jar >= 0) {
      text = text.substring(0, jar + JAR.length());
    } else if (blank >= 0) {
      text = text.substring(0, blank);
    }
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
