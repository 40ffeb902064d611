package tbot.diag.cli;

import java.io.File;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tbot.diag.config.AgentArguments;
import tbot.diag.jvm.AgentProperties;

/** Starts or reconfigures the service in a running JVM. */
@Command(
    name = "attach",
    description = {
      "Start the service in a running JVM, or give it new options.",
      "Ends when the listener answers and prints where it is; or with the reason why it does not,",
      "after ten seconds at the latest, and exit code 1."
    },
    mixinStandardHelpOptions = true)
final class AttachCommand implements Runnable {

  @Spec private CommandSpec spec;

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
    try (AttachApi.Target target = AttachApi.find().connect(pid)) {
      // A JVM that runs another version of the agent takes this jar instead.
      target.load(jar, "jar=" + quoted(jar) + ",report," + options);
      report(target.agentProperties());
    }
  }

  private void report(Properties agent) {
    if (!RunningAgent.isAttached(agent)) {
      throw new CommandFailure(
          "the agent did not start in process " + pid + "; its standard error says why");
    }
    String failure = agent.getProperty(AgentProperties.FAILURE);
    if (failure != null) {
      throw new CommandFailure(failure);
    }
    String address = agent.getProperty(AgentProperties.ADDRESS);
    spec.commandLine()
        .getOut()
        .println(address == null ? "nothing is served" : "listening on http://" + address);
  }

  private static String quoted(File jar) {
    String path = jar.getPath();
    if (path.indexOf('"') >= 0) {
      throw new CommandFailure("the path of this jar holds a quote, move it: " + path);
    }
    // Only where it must be, since a running version of old does not know of quotes.
    return path.indexOf(',') >= 0 || path.indexOf('(') >= 0 ? '"' + path + '"' : path;
  }
}
