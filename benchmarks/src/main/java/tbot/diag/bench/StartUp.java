package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the agent adds to the start of a host: the whole-process wall time of a host that prints one
 * line and ends, with our agent against an agent whose premain is empty.
 */
final class StartUp {

  private static final String HOST = "tbot.diag.hosts.HelloHost";

  private StartUp() {}

  /**
   * Prints three rows: the noise (empty agent against itself), our agent with its listener, and our
   * agent without an address.
   *
   * @param arguments the root of the checkout, the number of pairs, and the java commands to
   *     measure
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    int pairs = Integer.parseInt(arguments[1]);
    Path hosts = root.resolve("test-hosts/target/test-hosts.jar");
    Path agent = root.resolve("agent/target/tbot-diag.jar");

    System.out.println("| JVM | against the empty agent | ms | empty, ms | ratio (quartiles) |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (int i = 2; i < arguments.length; i++) {
      String java = arguments[i];
      List<String> empty = host(java, hosts, "-javaagent:" + hosts);
      row(java, "the empty agent (noise)", empty, empty, pairs);
      row(
          java,
          "tbot-diag, listener and debug",
          host(java, hosts, "-javaagent:" + agent + "=diag_addr=127.0.0.1:0,debug"),
          empty,
          pairs);
      row(java, "tbot-diag, no address", host(java, hosts, "-javaagent:" + agent), empty, pairs);
    }
  }

  private static void row(
      String java, String what, List<String> measured, List<String> empty, int pairs)
      throws IOException, InterruptedException {
    PairedRuns runs = PairedRuns.of(pairs, measured, empty);
    System.out.printf(
        "| %s | %s | %s | %s | %s |%n",
        JavaVersion.of(java),
        what,
        runs.first().text(0),
        runs.second().text(0),
        runs.ratio().text(3));
  }

  private static List<String> host(String java, Path classPath, String... options) {
    List<String> command = new ArrayList<>(List.of(java));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath.toString(), HOST));
    return command;
  }
}
