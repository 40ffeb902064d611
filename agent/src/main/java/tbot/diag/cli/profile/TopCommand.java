package tbot.diag.cli.profile;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.LiveScreen;
import tbot.diag.cli.console.Reason;
import tbot.diag.cli.console.Terminal;
import tbot.diag.cli.service.ServiceClient;
import tbot.diag.cli.service.ServiceOptions;
import tbot.diag.cli.service.ServiceSession;
import tbot.diag.pprof.profile.Profile;

/** Shows the hottest methods of a JVM, second by second. */
@Command(
    name = "top",
    description = {
      "Show the hottest methods and the busiest threads, second by second.",
      "Keys: q quits, t takes the next type, s sorts by self or total. Without a terminal, lines",
      "follow each other. A JVM without the agent is left as it was."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar top bot.jar",
      "  java -jar tbot-diag.jar top 4711 -t alloc -n 10 > allocations.txt"
    })
public final class TopCommand implements Runnable {

  private static final int PLAIN_METHODS = 10;
  private static final String LAST = "its last second";

  /** A little less than the second that is asked for, so that the profiler never stops between. */
  private static final long STEP_MILLIS = 950;

  private static final int NO_KEY = -1;

  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions subject;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      defaultValue = "cpu",
      completionCandidates = Types.class,
      description = "cpu, wall or alloc (default: ${DEFAULT-VALUE})")
  private ProfileKind kind;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "COUNT",
      description = "how many seconds to show (default: until it is quit)")
  private Integer count;

  /** The types that come in seconds, for completion. */
  private static final class Types implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(ProfileKind.values())
          .filter(kind -> ProfileSeconds.following(kind) != null)
          .map(ProfileKind::toString)
          .iterator();
    }
  }

  private boolean byTotal;

  @Override
  public void run() {
    if (ProfileSeconds.following(kind) == null) {
      throw new ParameterException(spec.commandLine(), "-t: cpu, wall or alloc");
    }
    if (count != null && count < 1) {
      throw new ParameterException(spec.commandLine(), "-n: 1 or more");
    }
    subject.requireOne();
    PrintWriter out = spec.commandLine().getOut();
    try (ServiceSession session = subject.open();
        LiveScreen screen = LiveScreen.open(out)) {
      try {
        watch(session.client(), screen, out);
      } catch (CommandFailure e) {
        throw session.explain(e, LAST);
      } catch (IOException e) {
        throw session.explain(new CommandFailure("the profile broke off: " + Reason.of(e)), LAST);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void watch(ServiceClient client, LiveScreen screen, PrintWriter out)
      throws IOException, InterruptedException {
    Profile last = null;
    try (ProfileSeconds seconds = new ProfileSeconds(client, kind)) {
      long due = dueAfterStep();
      for (int shown = 0; (count == null || shown < count) && !out.checkError(); ) {
        int key = keyUntil(due, screen);
        if (key == 'q') {
          return;
        } else if (key == 's') {
          byTotal = !byTotal;
          if (last != null) {
            show(last, seconds, screen, out);
          }
        } else if (key == 't') {
          seconds.changeKind();
          due = dueAfterStep();
        } else if (key == NO_KEY) {
          last = seconds.next();
          due = dueAfterStep();
          show(last, seconds, screen, out);
          shown++;
        }
      }
    }
  }

  private static long dueAfterStep() {
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS);
  }

  /** Waits for a key. A key that is held does not put off when the next second is due. */
  private static int keyUntil(long due, LiveScreen screen)
      throws IOException, InterruptedException {
    long millis = TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime());
    if (millis > 0 && screen != null) {
      return screen.key(millis);
    }
    TimeUnit.MILLISECONDS.sleep(millis);
    return NO_KEY;
  }

  private void show(Profile profile, ProfileSeconds seconds, LiveScreen screen, PrintWriter out) {
    TopScreen lines =
        new TopScreen(profile.header().program(), seconds.kind(), byTotal, seconds.missing());
    LocalTime time = LocalTime.now(ZoneId.systemDefault());
    if (screen != null) {
      screen.show(lines.lines(profile, time, Terminal.columns(), Terminal.rows()));
      return;
    }
    for (String line : lines.plainLines(profile, time, PLAIN_METHODS)) {
      out.println(line);
    }
  }
}
