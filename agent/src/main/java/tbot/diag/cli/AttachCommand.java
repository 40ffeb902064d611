package tbot.diag.cli;

import java.io.File;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tbot.diag.config.AgentArguments;

/** Starts or reconfigures the service in a running JVM. */
@Command(
    name = "attach",
    description = {
      "Start the service in a running JVM, or give it new options.",
      "What the agent has to say appears on that JVM's standard error."
    },
    mixinStandardHelpOptions = true)
final class AttachCommand implements Runnable {

  @Parameters(index = "0", paramLabel = "PID", description = "process id of the JVM")
  private long pid;

  @Parameters(
      index = "1",
      paramLabel = "OPTIONS",
      description = "agent options, such as diag_addr=127.0.0.1:3001,debug")
  private String options;

  @Override
  public void run() {
    try {
      AgentArguments.parse(options);
    } catch (IllegalArgumentException e) {
      // Told here, where the caller sees it; the JVM would tell its own standard error.
      throw new CommandFailure(e.getMessage());
    }
    File jar = OwnJar.file();
    // A JVM that runs another version of the agent takes this jar instead.
    AttachApi.find().load(pid, jar, "jar=" + jar + "," + options);
  }
}
