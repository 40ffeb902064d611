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
 * The commands of the target. They only print; none starts a process or touches a file.
 *
 * @param user who runs them
 */
record Builtins(String user) {

  static final int NOT_FOUND = 127;
  private static final int BAD_ARGUMENT = 2;
  private static final int MAX_NUMBER = 10_000_000;
  private static final int LINES_BETWEEN_LOOKS = 10_000;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss z yyyy", Locale.ENGLISH);

  /**
   * Runs one command line.
   *
   * @return its exit status, as a shell's
   * @throws InterruptedException if the session ended meanwhile
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
          err.println(words.get(0) + ": command not found (help lists those there are)");
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
      // Each look flushes, so look seldom.
      if (i % LINES_BETWEEN_LOOKS == 0 && (out.checkError() || Thread.interrupted())) {
        throw new InterruptedException("the client is gone");
      }
    }
  }

  private static int number(String command, String argument) {
    String valid = command + ": expected a number from 0 to " + MAX_NUMBER;
    if (!argument.matches("[0-9]{1,8}") || Integer.parseInt(argument) > MAX_NUMBER) {
      throw new IllegalArgumentException(valid);
    }
    return Integer.parseInt(argument);
  }

  private static Duration uptime() {
    return Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
  }
}
