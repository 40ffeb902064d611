package tbot.diag.cli.dump;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tbot.diag.cli.service.ServiceOptions;
import tbot.diag.cli.service.ServiceSession;
import tbot.diag.log.Log;

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

  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions subject;

  @Override
  public void run() {
    subject.requireOne();
    String text;
    try (ServiceSession session = subject.open()) {
      text = session.client().text("/debug/pprof/goroutine?debug=2");
    }
    List<DumpedThread> threads = new ArrayList<DumpedThread>();
    for (DumpedThread thread : DumpedThread.parse(text)) {
      if (!thread.name().startsWith(OURS)) {
        threads.add(thread);
      }
    }
    PrintWriter out = spec.commandLine().getOut();
    if (threads.isEmpty()) {
      // An answer that is no dump says why.
      out.print(text);
      out.flush();
      return;
    }
    printDeadlocks(Deadlocks.find(threads), out);
    printGroups(threads, out);
  }

  private static void printDeadlocks(List<List<DumpedThread>> deadlocks, PrintWriter out) {
    for (List<DumpedThread> cycle : deadlocks) {
      out.println("DEADLOCK of " + cycle.size() + " threads, each waits for the next:");
      for (DumpedThread thread : cycle) {
        out.println(shown(thread) + " " + thread.state());
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
      out.println(
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
    return '"' + Log.printable(thread.name()) + "\" #" + thread.id();
  }

  private static void printStack(DumpedThread thread, PrintWriter out) {
    for (String line : thread.stack()) {
      out.println("    " + Log.printable(line));
    }
  }
}
