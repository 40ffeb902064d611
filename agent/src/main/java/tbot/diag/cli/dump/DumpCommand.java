package tbot.diag.cli.dump;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Line;
import tbot.diag.cli.console.Reason;
import tbot.diag.cli.service.ServiceClient;
import tbot.diag.cli.service.ServiceOptions;
import tbot.diag.cli.service.ServiceSession;

/** Prints the threads of a JVM, those that do the same together. */
@Command(
    name = "dump",
    description = {
      "Show the threads of a JVM as they are now: deadlocks first, equal stacks once.",
      "A JVM without the agent is shown as well, and left as it was."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar dump bot.jar",
      "  java -jar tbot-diag.jar dump 4711 | less"
    })
public final class DumpCommand implements Runnable {

  private static final String OURS = "tbot-diag";
  private static final int MOST_NAMES = 5;
  private static final long ANSWER_MILLIS = 120_000;
  private static final String DUMP = "the dump";

  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions subject;

  @Override
  public void run() {
    subject.requireOne();
    List<DumpedThread> threads;
    try (ServiceSession session = subject.open()) {
      threads = threads(session);
    }
    threads.removeIf(thread -> thread.name().startsWith(OURS));
    PrintWriter out = spec.commandLine().getOut();
    printDeadlocks(Deadlocks.find(threads), out);
    printGroups(threads, out);
  }

  /**
   * Reads the threads as they come: a dump has no greatest length.
   *
   * @throws CommandFailure if the answer is no dump, or breaks off
   */
  static List<DumpedThread> threads(ServiceSession session) {
    ServiceClient client = session.client();
    try {
      HttpURLConnection answer = client.begin("/debug/pprof/goroutine?debug=2", ANSWER_MILLIS);
      List<DumpedThread> threads;
      try (BufferedReader dump =
          new BufferedReader(
              new InputStreamReader(answer.getInputStream(), StandardCharsets.UTF_8))) {
        threads = DumpedThread.read(dump);
      }
      if (threads.isEmpty()) {
        throw new CommandFailure(client.shown() + ": the answer is no thread dump");
      }
      return threads;
    } catch (CommandFailure e) {
      throw session.explain(e, DUMP);
    } catch (IOException e) {
      throw session.explain(
          new CommandFailure(client.shown() + ": the dump broke off: " + Reason.of(e)), DUMP);
    }
  }

  private static void printDeadlocks(List<List<DumpedThread>> deadlocks, PrintWriter out) {
    for (List<DumpedThread> cycle : deadlocks) {
      out.println("DEADLOCK of " + cycle.size() + " threads, each waits for the next:");
      for (DumpedThread thread : cycle) {
        Line.print(out, shown(thread) + " " + thread.state());
        printStack(thread, out);
      }
      out.println();
    }
  }

  /** The largest groups first. */
  private static void printGroups(List<DumpedThread> threads, PrintWriter out) {
    Map<String, List<DumpedThread>> byLikeness = new LinkedHashMap<String, List<DumpedThread>>();
    for (DumpedThread thread : threads) {
      byLikeness
          .computeIfAbsent(thread.likeness(), any -> new ArrayList<DumpedThread>())
          .add(thread);
    }
    List<List<DumpedThread>> groups = new ArrayList<List<DumpedThread>>(byLikeness.values());
    groups.sort((one, other) -> Integer.compare(other.size(), one.size()));
    out.println(threads.size() + " threads with " + groups.size() + " different stacks");
    for (List<DumpedThread> group : groups) {
      DumpedThread first = group.get(0);
      out.println();
      Line.print(
          out,
          (group.size() == 1 ? "" : group.size() + " threads ")
              + names(group)
              + " "
              + first.state());
      printStack(first, out);
    }
  }

  private static String names(List<DumpedThread> group) {
    List<String> names = new ArrayList<String>();
    for (DumpedThread thread : group.subList(0, Math.min(MOST_NAMES, group.size()))) {
      names.add(shown(thread));
    }
    return String.join(", ", names)
        + (group.size() > MOST_NAMES ? ", and " + (group.size() - MOST_NAMES) + " more" : "");
  }

  private static String shown(DumpedThread thread) {
    return '"' + thread.name() + "\" #" + thread.id();
  }

  private static void printStack(DumpedThread thread, PrintWriter out) {
    for (String line : thread.stack()) {
      Line.print(out, "    " + line);
    }
  }
}
