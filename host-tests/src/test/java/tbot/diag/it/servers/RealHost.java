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
 * A server that others made, started and stopped by its own scripts in its own folder. All of its
 * processes end with it.
 */
abstract class RealHost implements AutoCloseable {

  private final Path folder;
  private final List<ProcessHandle> processes = new ArrayList<>();
  private ChildJvm child;

  RealHost(Path folder) throws IOException {
    this.folder = folder.toRealPath();
  }

  /** The command that starts it. */
  abstract List<String> command(List<String> jvmOptions) throws IOException;

  /** The environment variables of the command besides {@code JAVA_HOME}. */
  abstract Map<String, String> environment(List<String> jvmOptions);

  /** Waits until it is ready for clients. */
  abstract void awaitReady();

  /** The work that clients give it. */
  abstract MainJob job();

  /** Asks it to end. */
  void requestStop() throws Exception {
    // Through the handle, as Process.destroy would also close the output.
    child.process().toHandle().destroy();
  }

  /** Its exit code when it is stopped. */
  abstract int exitCode();

  /** What differs from run to run in its log lines; see {@link LogLines}. */
  List<Pattern> unsteady() {
    return List.of();
  }

  /** Its log files, besides its output. */
  List<Path> logFiles() {
    return List.of();
  }

  /** Starts it with these JVM options; returns when it is ready. */
  void start(List<String> jvmOptions) throws IOException {
    child = ChildJvm.launch(command(jvmOptions), environmentOf(jvmOptions), folder);
    awaitReady();
    processes.add(child.process().toHandle());
    child.process().descendants().forEach(processes::add);
  }

  /** Lets its clients do their work. */
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

  /** Stops it, asserts that no process is left, and returns its log. */
  List<String> stop() throws Exception {
    requestStop();
    assertThat(child.awaitExit()).as(child.transcript()).isEqualTo(exitCode());
    child.await("the end of all its processes", () -> running().findAny().isEmpty());
    return log();
  }

  /** The launcher, with the output of launcher and host. */
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

  /** Runs a command of the host, such as its stop script, and expects exit code 0. */
  void runBeside(List<String> command) throws Exception {
    try (ChildJvm beside = ChildJvm.launch(command, environmentOf(List.of()), folder)) {
      assertThat(beside.awaitExit()).as(beside.transcript() + child.transcript()).isZero();
    }
  }

  /** Its folder. */
  Path folder() {
    return folder;
  }

  /**
   * The unpacked distribution of a server; hosts must not change it.
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

  /** Replaces a text in a configuration file, which must contain it. */
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

  /** The running processes of this host, with those that its launcher left behind. */
  private Stream<ProcessHandle> running() {
    Stream<ProcessHandle> strays =
        ProcessHandle.allProcesses()
            .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()));
    return Stream.concat(processes.stream(), strays).filter(ProcessHandle::isAlive);
  }

  /**
   * A JDK folder whose {@code java} starts the JVM under test, which may be a command with options.
   */
  private Path javaHome() throws IOException {
    Path java = folder.resolve("java-home/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(
        java, "#!/bin/sh\nexec " + String.join(" ", ChildJvm.command()) + " \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return java.getParent().getParent();
  }
}
