package tbot.diag.cli;

import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends the service in a running JVM. */
@Command(
    name = "detach",
    description = "End the service in a running JVM and put its classes back as they were.",
    mixinStandardHelpOptions = true)
final class DetachCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "PID", description = "process id of the JVM")
  private long pid;

  @Override
  public void run() {
    try (AttachApi.Target target = AttachApi.find().connect(pid)) {
      Properties agent = target.agentProperties();
      boolean attached = RunningAgent.isAttached(agent);
      boolean onCommandLine = RunningAgent.isOnCommandLine(agent);
      if (!attached && !(onCommandLine && RunningAgent.listens(pid))) {
        spec.commandLine().getErr().println("process " + pid + " has no tbot-diag attached");
      }
      // An agent on the command line may run without a listener, so stop it even so.
      if (attached || onCommandLine) {
        target.load(OwnJar.file(), "stop,report");
      }
    }
  }
}
