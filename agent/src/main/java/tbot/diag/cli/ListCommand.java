package tbot.diag.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tbot.diag.jvm.SecretMask;
import tbot.diag.log.Log;

/** Prints a line for each JVM that can be attached to. */
@Command(
    name = "list",
    description = "List the JVMs of this user, as process id and main class.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    for (Map.Entry<Long, String> jvm : AttachApi.find().list().entrySet()) {
      String name = SecretMask.commandLine(jvm.getValue(), ' ');
      out.println(jvm.getKey() + " " + Log.printable(name));
    }
  }
}
