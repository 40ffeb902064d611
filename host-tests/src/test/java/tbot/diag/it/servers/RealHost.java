package tbot.diag.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;

/**
 * A server that others made, started and stopped as its users do it, in a folder of its own. All of
 * its processes end with it.
 */
abstract class RealHost implements AutoCloseable {

  private final Path folder;
  private final List<ProcessHandle> processes = new ArrayList<>();
  private ChildJvm child;

  /**
   * A host that does not run yet.
   *
   * @param folder an empty one, which it may fill
   */
  RealHost(Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  /** What starts it. */
  abstract List<String> command(List<String> jvmOptions) throws IOException;

  /** What the command's environment holds, {@code JAVA_HOME} apart. */
  abstract Map<String, String> environment(List<String> jvmOptions);

  /** Returns when it is ready for clients. */
  abstract void awaitReady();

  /** What it is there for. */
  abstract MainJob job();

  /** Asks it to end. */
  void requestStop() throws Exception {
    // By the handle, as the process itself would close its output as well.
    child.process().toHandle().destroy();
  }

  /** How it ends when it is asked to. */
  abstract int exitCode();

  /** What its lines hold in some runs only; see {@link LogLines}. */
  List<Pattern> unsteady() {
    return List.of();
  }

  /** The log files that say more than the output does. */
  List<Path> logFiles() {
    return List.of();
  }

  /** Starts it with these JVM options; returns when it is ready. */
  void start(List<String> jvmOptions) throws IOException {
    child = ChildJvm.launch(command(jvmOptions), environmentOf(jvmOptions));
    awaitReady();
    processes.add(child.process().toHandle());
    child.process().descendants().forEach(processes::add);
  }

  /** Has it do what it is there for. */
  void serve() {
    serve(() -> {});
  }

  /**
   * The same.
   *
   * @param whileOpen runs while the last connection is open
   */
  void serve(Runnable whileOpen) {
    try {
      job().perform(whileOpen);
    } catch (Exception | AssertionError e) {
      throw new AssertionError("the host does not serve: " + e + "\n" + child.transcript(), e);
    }
  }

  /** Stops it, for good and without a rest, and returns what it printed. */
  List<String> stop() throws Exception {
    requestStop();
    assertThat(child.awaitExit()).as(child.transcript()).isEqualTo(exitCode());
    child.await("the end of all its processes", () -> running().findAny().isEmpty());
    return log();
  }

  /** The launcher, with what it and the host print. */
  ChildJvm child() {
    return child;
  }

  /** The process id of the JVM, which may be a child of the launcher. */
  long jvmPid() {
    return processes.stream()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no JVM\n" + child.transcript()))
        .pid();
  }

  /** The agent's own lines. */
  List<String> agentLines() {
    return child.stderr().stream().filter(RealHost::isAgents).toList();
  }

  @Override
  public void close() {
    if (child != null) {
      child.process().descendants().forEach(ProcessHandle::destroyForcibly);
      child.close();
      running().forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** Runs a command of the host's, such as the one that stops it, to its good end. */
  void runBeside(List<String> command) throws Exception {
    try (ChildJvm beside = ChildJvm.launch(command, environmentOf(List.of()))) {
      assertThat(beside.awaitExit()).as(beside.transcript() + child.transcript()).isZero();
    }
  }

  /** Where it lives. */
  Path folder() {
    return folder;
  }

  /**
   * A server as it was unpacked; hosts leave it as it is.
   *
   * @param name the name of its folder without the version
   */
  static Path unpacked(String name) throws IOException {
    Path servers = Artifacts.inBuild("host-tests/target/servers");
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(servers, name + "-[0-9]*")) {
      folders.forEach(found::add);
    }
    assertThat(found).as("one version of %s in %s; else run clean", name, servers).hasSize(1);
    return found.get(0);
  }

  /** The web application of this module. */
  static Path webApplication() {
    return Artifacts.inBuild("host-tests/target/host-tests-hello.war");
  }

  /** Copies a folder with all that is in it, or a file. */
  static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(directory)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(file);
            Files.copy(
                file,
                relative.toString().isEmpty() ? to : to.resolve(relative),
                StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Changes a text in a configuration file, where it has to be. */
  static void replace(Path file, String text, String by) throws IOException {
    String before = Files.readString(file);
    assertThat(before).as(file.toString()).contains(text);
    Files.writeString(file, before.replace(text, by));
  }

  private Map<String, String> environmentOf(List<String> jvmOptions) throws IOException {
    Map<String, String> environment = new HashMap<>(environment(jvmOptions));
    environment.put("JAVA_HOME", javaHome().toString());
    return environment;
  }

  private List<String> log() {
    LogLines lines = new LogLines(folder.toString(), unsteady());
    lines.add("stdout", child.stdout());
    lines.add("stderr", child.stderr().stream().filter(line -> !isAgents(line)).toList());
    for (Path file : logFiles()) {
      try {
        lines.add(file.getFileName().toString(), Files.readAllLines(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return lines.sorted();
  }

  private static boolean isAgents(String line) {
    return line.startsWith("tbot-diag: ");
  }

  /** The processes of this host that run, those included that its launcher left behind. */
  private Stream<ProcessHandle> running() {
    Stream<ProcessHandle> strays =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()));
    return Stream.concat(processes.stream(), strays).filter(ProcessHandle::isAlive);
  }

  /** Its {@code java} is the JVM under test, which need not lie in a JDK's folder. */
  private Path javaHome() throws IOException {
    Path java = folder.resolve("java-home/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java, "#!/bin/sh\nexec " + String.join(" ", ChildJvm.command()) + " \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return java.getParent().getParent();
  }
}
