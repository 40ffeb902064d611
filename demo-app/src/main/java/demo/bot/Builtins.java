package demo.bot;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The built-in commands of the target. They only print: none starts a process or opens a file.
 *
 * @param user the login name of the session
 */
record Builtins(String user) {

  static final int NOT_FOUND = 127;
  private static final int BAD_ARGUMENT = 2;
  private static final int MAX_NUMBER = 10_000_000;
  private static final int LINES_BETWEEN_CHECKS = 10_000;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss z yyyy", Locale.ENGLISH);

  /**
   * Runs one command line.
   *
   * @return the exit status: 0, or 1, 2 or 127 as a shell would return
   * @throws InterruptedException if the session ends before the command
   */
  int run(String line, PrintStream out, PrintStream err) throws InterruptedException {
    List<String> words = List.of(line.strip().split("\\s+"));
    String argument = words.size() > 1 ? words.get(1) : "";
    try {
      switch (words.get(0)) {
        case "", "true" -> {}
        case "false" -> {
          return 1;
        }
        case "date" -> out.println(DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
        case "echo" -> out.println(String.join(" ", words.subList(1, words.size())));
        case "help" ->
            out.println("date  echo  exit  false  help  seq  sleep  true  uptime  whoami");
        case "seq" -> count(number("seq", argument), out);
        case "sleep" -> Thread.sleep(Duration.ofSeconds(number("sleep", argument)).toMillis());
        case "uptime" -> out.println("up " + uptime().toSeconds() + " s");
        case "whoami" -> out.println(user);
        default -> {
          err.println(words.get(0) + ": command not found (help lists the commands)");
          return NOT_FOUND;
        }
      }
      return 0;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return BAD_ARGUMENT;
    }
  }

  private static void count(int last, PrintStream out) throws InterruptedException {
    for (int i = 1; i <= last; i++) {
      out.println(i);
      // Each check flushes the stream, so check rarely.
      if (i % LINES_BETWEEN_CHECKS == 0 && (out.checkError() || Thread.interrupted())) {
        throw new InterruptedException("the client has disconnected");
      }
    }
  }

  private static int number(String command, String argument) {
    if (!argument.matches("[0-9]{1,8}") || Integer.parseInt(argument) > MAX_NUMBER) {
      throw new IllegalArgumentException(command + ": expected a number from 0 to " + MAX_NUMBER);
    }
    return Integer.parseInt(argument);
  }

  private static Duration uptime() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }
}
