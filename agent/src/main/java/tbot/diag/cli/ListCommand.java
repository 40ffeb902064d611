package tbot.diag.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.Json;
import tbot.diag.cli.console.TextTable;
import tbot.diag.cli.target.Jvm;
import tbot.diag.cli.target.Jvms;
import tbot.diag.cli.target.RunningAgent;

/** Prints a line for each JVM. */
@Command(
    name = "list",
    description = {
      "List the JVMs of this machine: process id, user, Java, main class or jar, and the agent.",
      "Loads nothing into them."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar list",
      "  java -jar tbot-diag.jar list --json | jq '.[] | select(.agent == null) | .pid'"
    })
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "print a JSON array")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Jvm> jvms = Jvms.list();
    if (json) {
      List<String> objects = new ArrayList<String>();
      for (Jvm jvm : jvms) {
        objects.add(json(jvm));
      }
      out.println("[" + String.join(",\n ", objects) + "]");
      return;
    }
    TextTable table = new TextTable(true, false, false, false, false);
    table.add("PID", "USER", "JAVA", "MAIN", "AGENT");
    for (Jvm jvm : jvms) {
      table.add(
          Long.toString(jvm.pid()),
          shown(jvm.user()),
          shown(jvm.version()),
          shown(jvm.main()),
          agent(jvm.agent()));
    }
    table.print(out);
  }

  private static String shown(String text) {
    return text.isEmpty() ? "?" : text;
  }

  private static String agent(RunningAgent agent) {
    if (agent == null) {
      return "-";
    }
    String version = agent.version() == null ? "yes" : agent.version();
    return version + (agent.address() == null ? "" : " " + agent.address());
  }

  private static String json(Jvm jvm) {
    RunningAgent agent = jvm.agent();
    return "{\"pid\":"
        + jvm.pid()
        + ",\"user\":"
        + Json.string(jvm.user())
        + ",\"java\":"
        + Json.string(jvm.version())
        + ",\"main\":"
        + Json.string(jvm.main())
        + ",\"agent\":"
        + (agent == null
            ? "null"
            : "{\"version\":"
                + Json.string(agent.version())
                + ",\"address\":"
                + Json.string(agent.address())
                + "}")
        + "}";
  }
}
