package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tbot.diag.hosts.attack.Attack;

/**
 * Measures how listeners bear hostile and broken clients: how probes are answered while an attack
 * is under way, how the host's own opening of files fares, and how much the host logs.
 *
 * <p>The contenders take turns with each attack, each in a fresh host and alone on the machine. The
 * clients of the attack and the probes run in a process each.
 */
final class UnderAttack {

  private static final int WARM_UP_PROBES = 15;

  /** 20 a second, for as long as the attack. */
  private static final int PROBES = 60;

  private static final String PAGE = "/metrics";

  /** The command by which a host reports its {@link FileOpens}. */
  private static final String OPENS = "opens";

  private static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m");

  private static final List<Contender> CONTENDERS =
      List.of(
          Contender.TBOT_DIAG_WITHOUT_DEBUG,
          Contender.JMX_EXPORTER,
          Contender.CLIENT_JAVA,
          Contender.OPEN_TELEMETRY,
          Contender.GO);

  private final Path root;
  private final String java;
  private final List<Contender> contenders;
  private final Map<Attack, Map<Contender, AttackFigures>> figures = new EnumMap<>(Attack.class);

  private UnderAttack(Path root, String java, List<Contender> contenders) {
    this.root = root;
    this.java = java;
    this.contenders = contenders;
    for (Attack attack : Attack.values()) {
      Map<Contender, AttackFigures> ofAttack = new EnumMap<>(Contender.class);
      contenders.forEach(contender -> ofAttack.put(contender, new AttackFigures()));
      figures.put(attack, ofAttack);
    }
  }

  /**
   * Prints a row for each attack and contender.
   *
   * @param arguments see {@link Arguments}; a run is a set, in which each contender meets each
   *     attack once
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments options = Arguments.of(arguments);
    List<Contender> contenders = new ArrayList<>(CONTENDERS);
    try {
      GoProgram.build(options.root(), Contender.GO.jar(options.root()));
    } catch (IOException e) {
      System.err.println("without the row of Go: " + e.getMessage());
      contenders.remove(Contender.GO);
    }
    System.out.println(
        "| JVM | attack | on the host | connections | probes answered, % | p50, ms | p95, ms"
            + " | longest, ms | host's opens failed, % | longest open, ms | lines logged |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (String java : options.javas()) {
      UnderAttack measurement = new UnderAttack(options.root(), java, contenders);
      for (int i = 0; i < options.runs(); i++) {
        measurement.set(i);
      }
      measurement.print();
    }
  }

  private void set(int number) throws IOException, InterruptedException {
    try (Sink sink = Sink.open();
        HostProcess attackers = clients("AttackClients");
        HostProcess probes = clients("ProbeClients")) {
      attackers.await("ready");
      probes.await("ready");
      for (Attack attack : Attack.values()) {
        List<Contender> order = new ArrayList<>(contenders);
        Collections.rotate(order, number);
        for (Contender contender : order) {
          try (HostProcess host = HostProcess.start(java, root, contender, sink, HEAP)) {
            measure(attack, host, attackers, probes);
          }
        }
      }
    }
  }

  private HostProcess clients(String name) throws IOException {
    return HostProcess.launch(
        java,
        root,
        Contender.NONE,
        List.of(
            "-cp",
            root.resolve("test-hosts/target/test-hosts.jar").toString(),
            "tbot.diag.hosts.attack." + name));
  }

  private void measure(Attack attack, HostProcess host, HostProcess attackers, HostProcess probes)
      throws IOException, InterruptedException {
    if (attack.openFiles() > 0) {
      host.limitOpenFiles(attack.openFiles());
    }
    String target = host.port() + " " + host.contender().probePath();
    host.get(PAGE);
    host.send(OPENS, "opens ");
    probes.send("probe " + WARM_UP_PROBES + " " + target, "probes ");

    host.send(OPENS, "opens ");
    long linesBefore = host.errorLines();
    attackers.send(
        "start " + attack + " " + attack.clients() + " " + target + " " + PAGE, "started");
    String probed = probes.send("probe " + PROBES + " " + target, "probes ");
    Optional<String> opens = host.trySend(OPENS, "opens ");
    String opened = attackers.send("stop", "opened ");
    figures
        .get(attack)
        .get(host.contender())
        .add(opened, probed, opens, host.errorLines() - linesBefore);
  }

  private void print() throws IOException {
    String version = JavaVersion.of(java);
    for (Attack attack : Attack.values()) {
      for (Contender contender : contenders) {
        AttackFigures cells = figures.get(attack).get(contender);
        System.out.printf(
            "| %s | %s | %s | %s |%n",
            contender == Contender.GO ? "" : version,
            attack.title(),
            contender.title(root) + cells.deaths(),
            cells.text());
      }
    }
  }
}
