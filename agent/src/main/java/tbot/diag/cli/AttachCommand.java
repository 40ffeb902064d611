package tbot.diag.cli;

import java.io.File;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tbot.diag.config.AgentArguments;
import tbot.diag.jvm.AgentProperties;
import tbot.diag.log.Log;

/** Starts or reconfigures the service in a running JVM. */
@Command(
    name = "attach",
    description = {
      "Start the service in a running JVM, or give it new options.",
      "Waits until the listener answers, at most ten seconds, and prints its address.",
      "If it does not answer, prints the reason; the exit code is then 1."
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
      // Report it here, where the caller sees it, rather than on the JVM's standard error.
      throw new CommandFailure(e.getMessage());
    }
    File jar = OwnJar.file();
    try (AttachApi.Target target = AttachApi.find().connect(pid)) {
      // The argument jar makes a JVM that runs another version of the agent change to this jar.
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
        .println(address == null ? "nothing is served" : "listening on " + Log.printable(address));
  }

  private static String quoted(File jar) {
    String path = jar.getPath();
    if (path.indexOf('"') >= 0) {
      throw new CommandFailure("the path of this jar holds a quote, move it: " + path);
    }
    // Quoted only if it must be: older versions of the agent do not know quotes.
    return path.indexOf(',') >= 0 || path.indexOf('(') >= 0 ? '"' + path + '"' : path;
  }
}
