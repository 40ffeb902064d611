package tbot.diag.cli;

import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tbot.diag.cli.target.AttachedJvm;
import tbot.diag.cli.target.RunningAgent;
import tbot.diag.cli.target.TargetText;
import tbot.diag.cli.target.Targets;

/** Ends the service in a running JVM. */
@Command(
    name = "detach",
    description = "End the service in a running JVM and put its classes back as they were.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar detach bot.jar",
      "  java -jar tbot-diag.jar detach 4711"
    })
final class DetachCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TARGET", description = TargetText.DESCRIPTION)
  private String target;

  @Override
  public void run() {
    try (AttachedJvm jvm = AttachedJvm.connect(Targets.find(target))) {
      Properties agent = jvm.agentProperties();
      boolean attached = RunningAgent.isAttached(agent);
      boolean onCommandLine = RunningAgent.isOnCommandLine(agent);
      if (!attached && !(onCommandLine && RunningAgent.listens(jvm.pid()))) {
        spec.commandLine().getErr().println("process " + jvm.pid() + " has no tbot-diag attached");
      }
      // An agent on the command line may run without a listener, so stop it even so.
      if (attached || onCommandLine) {
        jvm.load("stop");
      }
    }
  }
}
