package tbot.diag.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Json;
import tbot.diag.cli.console.TextTable;
import tbot.diag.cli.service.AgentSession;
import tbot.diag.cli.service.ReadyzAnswer;
import tbot.diag.cli.service.ServiceOptions;
import tbot.diag.cli.service.ServiceSession;
import tbot.diag.cli.service.StatusAnswer;
import tbot.diag.cli.target.AttachedJvm;
import tbot.diag.cli.target.RunningAgent;

/** Prints what the agent in a JVM is and does. */
@Command(
    name = "status",
    description = "Show the agent in a JVM: its address, readiness, hooks and profiler.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar status bot.jar",
      "  java -jar tbot-diag.jar status 4711 --json"
    })
final class StatusCommand implements Runnable {

  private static final int MOST_LINES = 5;

  @Spec private CommandSpec spec;

  @Mixin private ServiceOptions subject;

  @Option(names = "--json", description = "print a JSON object")
  private boolean json;

  @Override
  public void run() {
    subject.requireOne();
    if (subject.isRemote()) {
      showService();
    } else {
      showJvm(subject.pid());
    }
  }

  /** All that a service tells over the network without debug mode. */
  private void showService() {
    String answer;
    try (ServiceSession session = subject.open()) {
      answer = session.client().readyz();
    }
    ReadyzAnswer readyz = new ReadyzAnswer(answer);
    if (readyz.get("status") == null) {
      throw new CommandFailure(subject.name() + ": what /readyz answers is not tbot's");
    }
    if (json) {
      spec.commandLine()
          .getOut()
          .println(
              "{\"address\":"
                  + Json.string(subject.name())
                  + ",\"readyz\":"
                  + readyz.toJson()
                  + "}");
      return;
    }
    TextTable table = new TextTable(false, false);
    table.add("address", subject.name());
    addReadiness(table, readyz);
    table.print(spec.commandLine().getOut());
  }

  private void showJvm(long pid) {
    if (!hasAgent(pid)) {
      if (json) {
        spec.commandLine().getOut().println("{\"pid\":" + pid + ",\"agent\":null}");
      } else {
        spec.commandLine().getErr().println("process " + pid + " has no tbot-diag attached");
      }
      return;
    }
    StatusAnswer status;
    String readyz;
    try (AgentSession session = AgentSession.open(pid)) {
      try {
        status = new StatusAnswer(session.client().text("/status"));
        readyz = session.client().readyz();
      } catch (CommandFailure e) {
        throw session.explain(e, "the status");
      }
    }
    if (json) {
      spec.commandLine().getOut().println(json(pid, status, readyz));
    } else {
      print(pid, status, new ReadyzAnswer(readyz));
    }
  }

  private static boolean hasAgent(long pid) {
    try (AttachedJvm jvm = AttachedJvm.connect(pid)) {
      Properties agent = jvm.agentProperties();
      return RunningAgent.isAttached(agent)
          || (RunningAgent.isOnCommandLine(agent) && RunningAgent.listens(pid));
    }
  }

  private void print(long pid, StatusAnswer status, ReadyzAnswer readyz) {
    PrintWriter out = spec.commandLine().getOut();
    TextTable table = new TextTable(false, false);
    table.add("process", Long.toString(pid));
    table.add("agent", status.get("version") + (status.is("debug") ? ", debug mode is on" : ""));
    table.add("address", status.get("address") == null ? "none" : status.get("address"));
    addReadiness(table, readyz);
    List<String> failures = new ArrayList<String>(status.all("not-hooked"));
    for (String missing : status.all("not-loaded")) {
      failures.add("no class " + missing + " has been loaded");
    }
    String hooked = status.get("hooked") == null ? "0" : status.get("hooked");
    table.add(
        "hooks",
        "in " + hooked + " classes" + (failures.isEmpty() ? ", none is missing" : "; missing:"));
    addAll(table, failures);
    table.add("profiler", status.is("recording") ? "recording" : "idle");
    table.print(out);
  }

  private static void addReadiness(TextTable table, ReadyzAnswer readyz) {
    table.add("ready", readyz.get("status") + ", " + readyz.healthy() + " services are healthy");
    addAll(table, readyz.notHealthy());
  }

  private static void addAll(TextTable table, List<String> lines) {
    int shown = Math.min(MOST_LINES, lines.size());
    for (String line : lines.subList(0, shown)) {
      table.add("", line);
    }
    if (lines.size() > shown) {
      table.add("", "and " + (lines.size() - shown) + " more");
    }
  }

  private static String json(long pid, StatusAnswer status, String readyz) {
    return "{\"pid\":"
        + pid
        + ",\"agent\":{\"version\":"
        + Json.string(status.get("version"))
        + ",\"address\":"
        + Json.string(status.get("address"))
        + ",\"debug\":"
        + status.is("debug")
        + ",\"recording\":"
        + status.is("recording")
        + ",\"not_hooked\":"
        + array(status.all("not-hooked"))
        + ",\"not_loaded\":"
        + array(status.all("not-loaded"))
        + "},\"readyz\":"
        + readyz
        + "}";
  }

  private static String array(List<String> texts) {
    List<String> values = new ArrayList<String>();
    for (String text : texts) {
      values.add(Json.string(text));
    }
    return "[" + String.join(",", values) + "]";
  }
}
