package tbot.diag.it.jvm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files that the build made and the tests run. */
public final class Artifacts {

  private static final Path ROOT = Path.of(System.getProperty("tbot.diag.root", "..")).normalize();

  private Artifacts() {}

  /** The checkout that is tested. */
  public static Path root() {
    return ROOT.toAbsolutePath();
  }

  /** The jar of the agent. */
  public static Path agentJar() {
    return built(ROOT.resolve("agent/target/tbot-diag.jar"));
  }

  /** The jar of the API for hosts. */
  public static Path apiJar() {
    return built(ROOT.resolve("api/target/tbot-diag-api.jar"));
  }

  /** The programs of the module {@code test-hosts}. */
  public static Path testHostsJar() {
    return built(ROOT.resolve("test-hosts/target/test-hosts.jar"));
  }

  /** An agent that does nothing. */
  public static Path emptyAgentJar() {
    return built(ROOT.resolve("test-hosts/target/test-hosts-empty-agent.jar"));
  }

  /** An agent that instruments the same classes as ours, with the host's Byte Buddy. */
  public static Path weavingAgentJar() {
    return built(ROOT.resolve("test-hosts/target/test-hosts-weaving-agent.jar"));
  }

  /** An agent that changes the classes that ours hooks; with the argument "stop" back again. */
  public static Path retransformingAgentJar() {
    return built(ROOT.resolve("test-hosts/target/test-hosts-retransforming-agent.jar"));
  }

  /** The demo bot, with its dependencies beside it. */
  public static Path demoJar() {
    return built(ROOT.resolve("demo-app/target/demo-app.jar"));
  }

  /**
   * The jars of one version of MINA SSHD and of the logger it needs.
   *
   * @param version with {@code +netty} or {@code +mina} for a transport other than NIO2
   */
  public static List<Path> sshd(String version) {
    List<Path> jars = new ArrayList<>();
    for (String part : version.split("\\+", -1)) {
      jars.addAll(jarsIn("sshd/" + part));
    }
    jars.addAll(jarsIn("sshd/logging"));
    return jars;
  }

  /** MINA SSHD as one module, and the logger it needs. */
  public static List<Path> sshdModule() {
    List<Path> jars = new ArrayList<>(others("sshd-module"));
    jars.addAll(jarsIn("sshd/logging"));
    return jars;
  }

  /** The jars of one folder of other people's libraries and agents. */
  public static List<Path> others(String folder) {
    return jarsIn("others/" + folder);
  }

  /** One version of async-profiler, as a host may use it. */
  public static List<Path> profiler(String version) {
    return jarsIn("async-profiler/" + version);
  }

  /** A file that the build made, by its path from the root of the sources. */
  public static Path inBuild(String path) {
    return built(ROOT.resolve(path));
  }

  private static List<Path> jarsIn(String folder) {
    Path directory = built(ROOT.resolve("integration-tests/target").resolve(folder));
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.jar")) {
      found.forEach(jars::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return jars;
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new IllegalStateException(path + " is missing; run ./mvnw verify from the root");
    }
    return path.toAbsolutePath();
  }
}
