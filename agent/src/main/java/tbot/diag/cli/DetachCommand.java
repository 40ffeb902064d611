package tbot.diag.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tbot.diag.jvm.AgentProperties;

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
      if (target.agentProperties().containsKey(AgentProperties.VERSION)) {
        target.load(OwnJar.file(), "stop,report");
      } else {
        spec.commandLine().getErr().println("process " + pid + " has no tbot-diag attached");
      }
    }
  }
}
