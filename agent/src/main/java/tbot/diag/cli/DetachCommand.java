package tbot.diag.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Ends the service in a running JVM. */
@Command(
    name = "detach",
    description = "End the service in a running JVM and put its classes back as they were.",
    mixinStandardHelpOptions = true)
final class DetachCommand implements Runnable {

  @Parameters(index = "0", paramLabel = "PID", description = "process id of the JVM")
  private long pid;

  @Override
  public void run() {
    AttachApi.find().load(pid, OwnJar.file(), "stop");
  }
}
