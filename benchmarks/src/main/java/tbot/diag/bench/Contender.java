package tbot.diag.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a measured host runs with: an agent, or a server that the host opens by itself. Each agent
 * is configured to be idle until someone asks it for something.
 */
enum Contender {
  /** The host alone. */
  NONE(""),
  /** An agent that does nothing, in a jar with one class: the JVM's own cost of an agent. */
  EMPTY_AGENT("test-hosts/target/test-hosts-empty-agent.jar"),
  /** The JDK's HTTP server with one handler, opened by the host. */
  BARE_SERVER(""),
  /** Both of these: the lower bound for an agent that listens. */
  EMPTY_AGENT_AND_BARE_SERVER("test-hosts/target/test-hosts-empty-agent.jar"),
  /** client_java's own HTTPServer with its JVM metrics, opened by the host. */
  CLIENT_JAVA(""),
  /** Configured without rules: exports all MBeans, and the JVM metrics. */
  JMX_EXPORTER("benchmarks/target/peers/jmx_prometheus_javaagent-*.jar"),
  /** With all instrumentation; exports metrics for Prometheus, but no traces and no logs. */
  OPEN_TELEMETRY("benchmarks/target/peers/opentelemetry-javaagent-*.jar"),
  /** Profiles CPU time continuously, and sends the profile to {@link Sink} every ten seconds. */
  PYROSCOPE("benchmarks/target/peers/agent-*.jar"),
  /** Our agent in debug mode, with all features. */
  TBOT_DIAG("agent/target/tbot-diag.jar"),
  /** The same without debug mode, and so with the log lines of production. */
  TBOT_DIAG_WITHOUT_DEBUG("agent/target/tbot-diag.jar"),
  /** No JVM: {@link GoProgram}. */
  GO("benchmarks/target/go-server");

  /** The path of the jar or program from the root; {@code *} stands for the version. */
  private final String jar;

  Contender(String jar) {
    this.jar = jar;
  }

  /** All but those that only {@link UnderAttack} measures. */
  static Set<Contender> general() {
    return EnumSet.range(NONE, TBOT_DIAG);
  }

  /** Whether Prometheus can scrape it. */
  boolean isScraped() {
    return switch (this) {
      case CLIENT_JAVA, JMX_EXPORTER, OPEN_TELEMETRY, TBOT_DIAG, TBOT_DIAG_WITHOUT_DEBUG, GO ->
          true;
      default -> false;
    };
  }

  /** The cheapest path of those that are scraped, for probes. */
  String probePath() {
    return switch (this) {
      case CLIENT_JAVA, JMX_EXPORTER, OPEN_TELEMETRY -> "/-/healthy";
      default -> "/livez";
    };
  }

  /** Whether a start takes seconds, not tenths of a second. */
  boolean isHeavy() {
    return this == JMX_EXPORTER || this == OPEN_TELEMETRY || this == PYROSCOPE;
  }

  /**
   * The name for the tables, with the version.
   *
   * @param root the root of the checkout
   */
  String title(Path root) throws IOException {
    return switch (this) {
      case NONE -> "no agent";
      case EMPTY_AGENT -> "empty agent";
      case BARE_SERVER -> "the JDK's HttpServer, in the host";
      case EMPTY_AGENT_AND_BARE_SERVER -> "the same with an empty agent";
      case CLIENT_JAVA -> "client_java " + versionOf(clientJava(root), "prometheus-metrics-core-");
      case JMX_EXPORTER -> "jmx_exporter " + versionOf(List.of(jar(root)), "jmx_");
      case OPEN_TELEMETRY -> "OpenTelemetry " + versionOf(List.of(jar(root)), "opentelemetry-");
      case PYROSCOPE -> "Pyroscope " + versionOf(List.of(jar(root)), "agent-");
      case TBOT_DIAG -> "tbot-diag";
      case TBOT_DIAG_WITHOUT_DEBUG -> "tbot-diag without debug mode";
      case GO -> "Go " + GoProgram.version(root);
    };
  }

  /**
   * The JVM options.
   *
   * @param root the root of the checkout
   * @param port the port to listen on, on loopback, if it listens
   */
  List<String> options(Path root, int port) throws IOException {
    return switch (this) {
      case NONE, BARE_SERVER, CLIENT_JAVA, GO -> List.of();
      case EMPTY_AGENT, EMPTY_AGENT_AND_BARE_SERVER, PYROSCOPE ->
          List.of("-javaagent:" + jar(root));
      case JMX_EXPORTER ->
          List.of(
              "-javaagent:"
                  + jar(root)
                  + "=127.0.0.1:"
                  + port
                  + ":"
                  + root.resolve("benchmarks/jmx-exporter.yaml"));
      case OPEN_TELEMETRY ->
          List.of(
              "-javaagent:" + jar(root),
              "-Dotel.traces.exporter=none",
              "-Dotel.logs.exporter=none",
              "-Dotel.metrics.exporter=prometheus",
              "-Dotel.exporter.prometheus.host=127.0.0.1",
              "-Dotel.exporter.prometheus.port=" + port);
      case TBOT_DIAG ->
          List.of("-javaagent:" + jar(root) + "=diag_addr=127.0.0.1:" + port + ",debug");
      case TBOT_DIAG_WITHOUT_DEBUG ->
          List.of("-javaagent:" + jar(root) + "=diag_addr=127.0.0.1:" + port);
    };
  }

  /**
   * The environment variables.
   *
   * @param sink receives profiles
   */
  Map<String, String> environment(Sink sink) {
    return this == PYROSCOPE
        ? Map.of(
            "PYROSCOPE_APPLICATION_NAME",
            "host",
            "PYROSCOPE_SERVER_ADDRESS",
            "http://127.0.0.1:" + sink.port(),
            "PYROSCOPE_LOG_LEVEL",
            "error")
        : Map.of();
  }

  /** The class path of a host that opens the server by itself. */
  String classPath(Path root) throws IOException {
    List<String> parts = new ArrayList<>();
    parts.add(root.resolve("benchmarks/target/classes").toString());
    if (this == CLIENT_JAVA) {
      clientJava(root).forEach(library -> parts.add(library.toString()));
    }
    return String.join(":", parts);
  }

  /** The jar of the agent, or the program. */
  Path jar(Path root) throws IOException {
    Path path = root.resolve(jar);
    return jar.contains("*")
        ? matching(path.getParent(), path.getFileName().toString()).get(0)
        : path;
  }

  private static List<Path> clientJava(Path root) throws IOException {
    return matching(root.resolve("benchmarks/target/lib"), "prometheus-metrics-*.jar");
  }

  private static List<Path> matching(Path folder, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      files.forEach(found::add);
    }
    if (found.isEmpty()) {
      throw new IOException("no " + glob + " in " + folder);
    }
    return found;
  }

  private static String versionOf(List<Path> jars, String prefix) {
    for (Path jar : jars) {
      String name = jar.getFileName().toString();
      if (name.startsWith(prefix)) {
        return name.replaceAll(".*-(\\d[^-]*)\\.jar", "$1");
      }
    }
    throw new IllegalArgumentException("no " + prefix + " in " + jars);
  }
}
