package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures what the hooks cost for each connection of a real SSH server, Apache MINA SSHD: logins a
 * second, and the server's processor time for each login, with the agent and without. The servers
 * run at the same time and take turns, with the same clients.
 */
final class SshConnections {

  private static final int CONCURRENT_LOGINS = 20;

  /** Some seconds of logins, because the JIT takes long to compile the cryptography. */
  private static final int WARM_UPS = 40;

  private static final int ROUNDS = 16;
  private static final int LOGINS_A_TURN = 2;

  private static final String REFERENCE = "without";

  private final Path root;
  private final String java;

  private SshConnections(Path root, String java) {
    this.root = root;
    this.java = java;
  }

  /**
   * Prints rows for each JVM: the noise, an agent that does nothing, and ours.
   *
   * @param arguments see {@link Arguments}; a run is a set of servers
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments options = Arguments.of(arguments);
    InTurn.printHeads("JVM | server", "login", REFERENCE);
    for (String java : options.javas()) {
      new SshConnections(options.root(), java).rows(options.runs());
    }
  }

  private void rows(int sets) throws IOException, InterruptedException {
    Map<String, Contender> agents = new LinkedHashMap<>();
    agents.put(REFERENCE, Contender.NONE);
    agents.put("no agent (noise)", Contender.NONE);
    agents.put("an agent that does nothing", Contender.EMPTY_AGENT);
    agents.put("tbot-diag", Contender.TBOT_DIAG);
    InTurn inTurn = new InTurn();
    for (int i = 0; i < sets; i++) {
      List<HostProcess> hosts = new ArrayList<>();
      try {
        HostProcess clients = launch("tbot.diag.hosts.SshdClients", Contender.NONE);
        hosts.add(clients);
        clients.await("ready");
        Map<String, InTurn.Worker> others = new LinkedHashMap<>();
        // The server that starts first stays slower, so each set has another order.
        List<String> order = new ArrayList<>(agents.keySet());
        Collections.rotate(order, i);
        for (String title : order) {
          others.put(title, server(clients, agents.get(title), hosts));
        }
        InTurn.Worker without = others.remove(REFERENCE);
        new InTurn().measure(WARM_UPS / LOGINS_A_TURN, without, others);
        inTurn.measure(ROUNDS, without, others);
      } finally {
        hosts.forEach(HostProcess::close);
      }
    }
    inTurn.print(JavaVersion.of(java), 2);
  }

  private InTurn.Worker server(HostProcess clients, Contender agent, List<HostProcess> hosts)
      throws IOException, InterruptedException {
    HostProcess server = launch("tbot.diag.hosts.SshdHost", agent);
    hosts.add(server);
    String login = "login " + server.await("ssh port ") + " " + CONCURRENT_LOGINS + " secret";
    return () -> turn(clients, server, login);
  }

  private static InTurn.Turn turn(HostProcess clients, HostProcess server, String login)
      throws IOException {
    double before = ProcessorTime.millis(server.pid());
    long nanos = 0;
    for (int i = 0; i < LOGINS_A_TURN; i++) {
      long start = System.nanoTime();
      clients.send(login, "done " + login);
      nanos += System.nanoTime() - start;
      clients.send("close", "done close");
    }
    return new InTurn.Turn(
        LOGINS_A_TURN * CONCURRENT_LOGINS,
        nanos / 1e9,
        ProcessorTime.millis(server.pid()) - before);
  }

  private HostProcess launch(String main, Contender agent) throws IOException {
    return HostProcess.launch(
        java,
        root,
        agent,
        List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-cp",
            root.resolve("test-hosts/target/test-hosts.jar")
                + ":"
                + root.resolve("benchmarks/target/sshd")
                + "/*",
            main));
  }
}
