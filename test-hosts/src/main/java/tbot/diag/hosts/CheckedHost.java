package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A host whose bot is checked for its readiness. Each line on standard input is a command that is
 * answered with {@code COMMAND: RESULT}; the end of standard input ends the host.
 */
public final class CheckedHost {

  private CheckedHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   * @throws ClassNotFoundException never
   */
  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      System.out.println(line + ": " + answer(line));
    }
  }

  private static String answer(String command) throws ClassNotFoundException {
    switch (command) {
      case "load":
        return Class.forName(
                "tbot.diag.hosts.CheckedBot", false, CheckedHost.class.getClassLoader())
            .getSimpleName();
      case "initialise":
        return "by " + CheckedBot.INITIALISER;
      case "break":
        CheckedBot.ready = false;
        return "broken";
      case "mend":
        CheckedBot.ready = true;
        return "well";
      case "hung":
        return CheckedBot.HUNG + " times";
      default:
        return "unknown";
    }
  }
}
