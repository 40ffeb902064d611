package tbot.diag.cli.profile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.LiveScreen;
import tbot.diag.cli.console.Terminal;
import tbot.diag.cli.service.ServiceClient;
import tbot.diag.cli.service.ServiceOptions;
import tbot.diag.cli.service.ServiceSession;
import tbot.diag.pprof.format.PprofReader;
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
  private static final int FOR_EVER = 0;
  private static final String LAST = "its last second";
  private static final long ANSWER_MILLIS = 120_000;

  /** A little less than the second that is asked for, so that the profiler never stops between. */
  private static final long STEP_MILLIS = 950;

  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions subject;

  @Option(
      names = {"-t", "--type"},
      paramLabel = "TYPE",
      defaultValue = "cpu",
      description = "cpu, wall or alloc (default: ${DEFAULT-VALUE})")
  private ProfileKind kind;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "COUNT",
      description = "how many seconds to show (default: until it is quit)")
  private int count = FOR_EVER;

  private boolean byTotal;

  @Override
  public void run() {
    if (next(kind) == null) {
      throw new ParameterException(spec.commandLine(), "-t: cpu, wall or alloc");
    }
    if (count < FOR_EVER) {
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
        throw session.explain(new CommandFailure("the profile broke off: " + e), LAST);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The type after this one; null if that is none of this command. */
  private static ProfileKind next(ProfileKind kind) {
    switch (kind) {
      case CPU:
        return ProfileKind.WALL;
      case WALL:
        return ProfileKind.ALLOC;
      case ALLOC:
        return ProfileKind.CPU;
      default:
        return null;
    }
  }

  private void watch(ServiceClient client, LiveScreen screen, PrintWriter out)
      throws IOException, InterruptedException {
    HttpURLConnection second = begin(client);
    Profile last = null;
    try {
      for (int shown = 0; count == FOR_EVER || shown < count; ) {
        int key = pause(screen);
        if (key == 'q') {
          return;
        } else if (key == 's') {
          byTotal = !byTotal;
          if (last != null) {
            show(last, screen, out);
          }
        } else if (key == 't') {
          kind = next(kind);
          second.disconnect();
          second = begin(client);
        } else if (key < 0) {
          HttpURLConnection following = begin(client);
          last = read(second);
          second = following;
          show(last, screen, out);
          shown++;
        }
      }
    } finally {
      second.disconnect();
    }
  }

  private HttpURLConnection begin(ServiceClient client) {
    return client.begin(kind.request(1, false, UUID.randomUUID().toString()), ANSWER_MILLIS);
  }

  private static int pause(LiveScreen screen) throws IOException, InterruptedException {
    if (screen != null) {
      return screen.key(STEP_MILLIS);
    }
    TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
    return -1;
  }

  private static Profile read(HttpURLConnection answer) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    ProfileDownload.copy(answer, content);
    return PprofReader.read(content.toByteArray());
  }

  private void show(Profile profile, LiveScreen screen, PrintWriter out) {
    TopScreen lines = new TopScreen(profile.header().program(), kind, byTotal);
    String time = LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS).toString();
    if (screen != null) {
      screen.show(lines.lines(profile, time, Terminal.columns(), Terminal.rows()));
      return;
    }
    for (String line : lines.plainLines(profile, time, PLAIN_METHODS)) {
      out.println(line);
    }
    if (out.checkError()) {
      throw new CommandFailure("standard output is closed");
    }
  }
}
