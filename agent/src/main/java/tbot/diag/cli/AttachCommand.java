package tbot.diag.cli;

import java.io.File;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Line;
import tbot.diag.cli.target.AttachedJvm;
import tbot.diag.cli.target.NetworkNamespace;
import tbot.diag.cli.target.ProcessRoot;
import tbot.diag.cli.target.RunningAgent;
import tbot.diag.cli.target.TargetText;
import tbot.diag.cli.target.Targets;
import tbot.diag.config.AgentArguments;
import tbot.diag.jvm.AgentProperties;

/** Starts or reconfigures the service in a running JVM. */
@Command(
    name = "attach",
    description = {
      "Start the service in a running JVM, or give it new options.",
      "Waits until the listener answers, at most ten seconds, and prints its address.",
      "If it does not answer, prints the reason; the exit code is then 1."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar attach bot.jar",
      "  java -jar tbot-diag.jar attach 4711 diag_addr=:3001,config=tbot.yaml"
    })
final class AttachCommand implements Runnable {

  private static final String DEFAULT_OPTIONS = "diag_addr=127.0.0.1:0,debug";

  private static final String HTTP = "http";

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TARGET", description = TargetText.DESCRIPTION)
  private String target;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OPTIONS",
      description =
          "agent options; their files are looked for from here (default: " + DEFAULT_OPTIONS + ")")
  private String options = DEFAULT_OPTIONS;

  @Override
  public void run() {
    String arguments = checkedOptions();
    long pid = Targets.find(target);
    AgentArguments.files(options).forEach(new ProcessRoot(pid)::requireFile);
    try (AttachedJvm jvm = AttachedJvm.connect(pid)) {
      Properties before = jvm.agentProperties();
      jvm.load(arguments);
      report(jvm.pid(), before, jvm.agentProperties());
    }
  }

  private String checkedOptions() {
    try {
      String absolute = AgentArguments.withAbsolutePaths(options, new File("").getAbsoluteFile());
      AgentArguments.parse(absolute);
      return absolute;
    } catch (IllegalArgumentException e) {
      // Report it here, where the caller sees it, rather than on the JVM's standard error.
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private void report(long pid, Properties before, Properties agent) {
    if (!RunningAgent.isAttached(agent)) {
      throw new CommandFailure(
          "the agent did not start in process " + pid + "; its standard error says why");
    }
    String failure = agent.getProperty(AgentProperties.FAILURE);
    if (failure != null) {
      throw new CommandFailure(failure);
    }
    String address = agent.getProperty(AgentProperties.ADDRESS);
    reportChange(
        "version ",
        before.getProperty(AgentProperties.VERSION),
        agent.getProperty(AgentProperties.VERSION));
    String previous = agent.getProperty(AgentProperties.PREVIOUS_ADDRESS);
    reportChange("moved ", before.getProperty(AgentProperties.ADDRESS, previous), address);
    Line.print(
        spec.commandLine().getOut(),
        address == null ? "nothing is served" : "listening on " + address);
    NetworkNamespace network = NetworkNamespace.of(pid);
    if (address != null && address.startsWith(HTTP) && !network.isOurs()) {
      Line.print(
          spec.commandLine().getErr(),
          "tbot-diag: process "
              + pid
              + " has a network of its own; from here: "
              + String.join(" ", network.prefix())
              + " curl "
              + address);
    }
  }

  private void reportChange(String what, String was, String is) {
    if (was != null && is != null && !Objects.equals(was, is)) {
      Line.print(spec.commandLine().getErr(), "tbot-diag: " + what + "from " + was + " to " + is);
    }
  }
}
