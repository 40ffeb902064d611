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
      boolean started = RunningAgent.isOnTheCommandLine(agent);
      if (!RunningAgent.isAttached(agent) && !(started && RunningAgent.listens(pid))) {
        spec.commandLine().getErr().println("process " + pid + " has no tbot-diag attached");
      }
      if (started || RunningAgent.isAttached(agent)) {
        target.load(OwnJar.file(), "stop,report");
      }
    }
  }
}
