package tbot.diag.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the hooks cost each connection of a real SSH server: logins a second on Apache MINA SSHD,
 * and the server's processor time for each, with the agent and without.
 *
 * <p>Two servers run at the same time and take turns. Two JVMs that run the same code differ by
 * some per cent for as long as they live, so each pair is of fresh ones.
 */
final class SshConnections {

  private static final int AT_ONCE = 20;
  private static final int WARM_UPS = 15;
  private static final int TURNS = 15;

  private final Path root;
  private final String java;

  private SshConnections(Path root, String java) {
    this.root = root;
    this.java = java;
  }

  /**
   * Prints two rows for each JVM: the noise, and ours.
   *
   * @param arguments the root of the checkout, the number of pairs of servers, and the java
   *     commands to measure
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    int pairs = Integer.parseInt(arguments[1]);
    System.out.println(
        "| JVM | server | logins a second | without | ratio (quartiles) | CPU ms a login | without"
            + " | ratio (quartiles) |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- |");
    for (int i = 2; i < arguments.length; i++) {
      SshConnections ssh = new SshConnections(root, arguments[i]);
      ssh.row("no agent (noise)", List.of(), pairs);
      ssh.row(
          "tbot-diag",
          List.of(
              "-javaagent:"
                  + root.resolve("agent/target/tbot-diag.jar")
                  + "=diag_addr=127.0.0.1:0"),
          pairs);
    }
  }

  private void row(String what, List<String> options, int pairs)
      throws IOException, InterruptedException {
    List<Double> rates = new ArrayList<>();
    List<Double> ratesWithout = new ArrayList<>();
    List<Double> rateRatios = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    List<Double> costsWithout = new ArrayList<>();
    List<Double> costRatios = new ArrayList<>();
    for (int i = 0; i < pairs; i++) {
      try (Jvm with = server(options);
          Jvm without = server(List.of());
          Jvm clients = clients()) {
        PairedRuns runs =
            PairedRuns.of(TURNS, WARM_UPS, () -> turn(clients, with), () -> turn(clients, without));
        rates.add(runs.first(0).median());
        ratesWithout.add(runs.second(0).median());
        rateRatios.add(runs.ratio(0).median());
        // Ticks are too coarse for the ratio of single turns.
        double cost = runs.sumOfFirst(1) / (TURNS * AT_ONCE);
        double costWithout = runs.sumOfSecond(1) / (TURNS * AT_ONCE);
        costs.add(cost);
        costsWithout.add(costWithout);
        costRatios.add(cost / costWithout);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.0f | %.0f | %s | %.2f | %.2f | %s |%n",
        JavaVersion.of(java),
        what,
        Spread.of(rates).median(),
        Spread.of(ratesWithout).median(),
        Spread.of(rateRatios).text(3),
        Spread.of(costs).median(),
        Spread.of(costsWithout).median(),
        Spread.of(costRatios).text(3));
  }

  /** Logs in {@value #AT_ONCE} times: logins a second, and CPU milliseconds of the server. */
  private static double[] turn(Jvm clients, Jvm server) throws IOException {
    double before = ProcessorTime.millis(server.process.pid());
    long start = System.nanoTime();
    clients.tell("login " + server.port + " " + AT_ONCE + " secret");
    double seconds = (System.nanoTime() - start) / 1e9;
    clients.tell("close");
    return new double[] {AT_ONCE / seconds, ProcessorTime.millis(server.process.pid()) - before};
  }

  private Jvm server(List<String> options) throws IOException {
    Jvm server = start(options, "tbot.diag.hosts.SshdHost");
    String line = server.await("ssh port ");
    server.port = Integer.parseInt(line.substring("ssh port ".length()));
    return server;
  }

  private Jvm clients() throws IOException {
    Jvm clients = start(List.of(), "tbot.diag.hosts.SshdClients");
    clients.await("ready");
    return clients;
  }

  private Jvm start(List<String> options, String main) throws IOException {
    List<String> command = new ArrayList<>(List.of(java, "-Xms256m", "-Xmx256m"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            root.resolve("test-hosts/target/test-hosts.jar")
                + ":"
                + root.resolve("benchmarks/target/sshd")
                + "/*",
            main));
    return new Jvm(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** A test host that takes commands. */
  private static final class Jvm implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private int port;

    Jvm(Process process) {
      this.process = process;
      out = process.inputReader(StandardCharsets.UTF_8);
    }

    String await(String beginning) throws IOException {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith(beginning)) {
          return line;
        }
      }
      throw new IOException("the host ended");
    }

    void tell(String command) throws IOException {
      process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
      await("done " + command);
    }

    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().join();
    }
  }
}
