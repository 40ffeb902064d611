package tbot.diag.it.jvm;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A host in its own JVM. All waits have a timeout; its output is kept and printed when a test
 * fails.
 */
public final class ChildJvm implements AutoCloseable {

  /** Environment variables that would change the options of the agent or of every JVM. */
  public static final Set<String> VARIABLES =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "TBOT_CONFIG_PATH", "TBOT_DEBUG");

  /** The port where hosts that start with the agent wait for a debugger; empty for no debugger. */
  private static final String DEBUG_PORT = System.getProperty("tbot.diag.debug", "");

  private static final Duration TIMEOUT =
      DEBUG_PORT.isEmpty() ? Duration.ofMinutes(3) : Duration.ofHours(1);
  private static final Path WORKING_DIRECTORY = Path.of("").toAbsolutePath();
  private static final Pattern LISTENING = Pattern.compile("tbot-diag: listening on \\S*:(\\d+)");

  private final Process process;
  private final List<String> stdout = new CopyOnWriteArrayList<>();
  private final List<String> stderr = new CopyOnWriteArrayList<>();
  private final List<Thread> readers = new ArrayList<>();

  private ChildJvm(Process process) {
    this.process = process;
    readers.add(follow(process.getInputStream(), stdout));
    readers.add(follow(process.getErrorStream(), stderr));
  }

  /** Starts building a {@code java} command line for the JVM under test. */
  public static Builder java() {
    return new Builder(UnderTest.COMMAND);
  }

  /** The same for the JVM that runs the tests, which may be another than the one under test. */
  public static Builder javaOfTheTests() {
    return new Builder(List.of(UnderTest.OWN));
  }

  /** The same for the {@code java} of another runtime. */
  public static Builder javaAt(Path command) {
    return new Builder(List.of(command.toString()));
  }

  /** The command that starts the JVM under test, for launchers that start it themselves. */
  public static List<String> command() {
    return UnderTest.COMMAND;
  }

  /**
   * Starts a host by its own launcher, such as a shell script.
   *
   * @param environment variables added to the tests' own environment
   * @param directory the working directory, which takes what the host writes by relative paths
   */
  public static ChildJvm launch(
      List<String> command, Map<String, String> environment, Path directory) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().keySet().removeAll(VARIABLES);
    builder.environment().putAll(environment);
    return new ChildJvm(builder.start());
  }

  /** The feature version of the JVM under test, such as 8 or 25. */
  public static int feature() {
    return UnderTest.FEATURE;
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** The process, to write to it or to kill it. */
  public Process process() {
    return process;
  }

  /** The lines printed on standard output so far. */
  public List<String> stdout() {
    return stdout;
  }

  /** The lines printed on standard error so far. */
  public List<String> stderr() {
    return stderr;
  }

  /** The agent's own lines on standard error so far. */
  public List<String> agentLines() {
    return stderr.stream().filter(line -> line.startsWith("tbot-diag: ")).toList();
  }

  /** Waits for a line on standard output that contains the text, and returns it. */
  public String awaitStdout(String text) {
    return awaitLine(stdout, 0, line -> line.contains(text), "with '" + text + "'");
  }

  /** Waits for a line on standard error that contains the text, and returns it. */
  public String awaitStderr(String text) {
    return awaitLine(stderr, 0, line -> line.contains(text), "with '" + text + "'");
  }

  /** Waits until the agent logs the port it listens on, and returns the newest. */
  public int awaitDiagPort() {
    return awaitDiagPort(1);
  }

  /** Waits until the agent has logged a port this many times, and returns the newest. */
  public int awaitDiagPort(int times) {
    return awaitOutput(
        "listener, time " + times,
        () -> {
          List<Integer> ports = diagPorts();
          return ports.size() < times ? null : ports.get(ports.size() - 1);
        });
  }

  private List<Integer> diagPorts() {
    List<Integer> ports = new ArrayList<>();
    for (String line : stderr) {
      Matcher matcher = LISTENING.matcher(line);
      if (matcher.find()) {
        ports.add(Integer.valueOf(matcher.group(1)));
      }
    }
    return ports;
  }

  /**
   * Sends the host a command and waits for its answer on standard output.
   *
   * @param beginning how the line that answers it begins
   * @return the rest of that line
   */
  public String ask(String command, String beginning) throws IOException {
    int seen = stdout.size();
    say(command);
    return awaitLine(
            stdout, seen, line -> line.startsWith(beginning), "that answers '" + command + "'")
        .substring(beginning.length());
  }

  /** Sends the host a command that it answers by {@code COMMAND: RESULT}; returns the result. */
  public String ask(String command) throws IOException {
    return ask(command, command + ": ");
  }

  /** Waits for a condition. A failure names it and prints the child's output. */
  public void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("timed out waiting for " + what + "\n" + transcript());
      }
      pause();
    }
  }

  /** Closes the host's standard input, on which the test hosts end. */
  public void endInput() throws IOException {
    process.getOutputStream().close();
  }

  /** Writes one line to the host's standard input. */
  public void say(String line) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** Waits until the process has ended and all its output is read; returns the exit code. */
  public int awaitExit() throws InterruptedException {
    if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the host did not end\n" + transcript());
    }
    for (Thread reader : readers) {
      reader.join(TIMEOUT.toMillis());
    }
    return process.exitValue();
  }

  /** All output so far, for the message of a failure. */
  public String transcript() {
    return "--- stdout\n"
        + String.join("\n", stdout)
        + "\n--- stderr\n"
        + String.join("\n", stderr)
        + "\n--- "
        + (process.isAlive() ? "still running" : "exit " + process.exitValue());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Waits for a line after the first {@code seen} ones. */
  private String awaitLine(List<String> lines, int seen, Predicate<String> wanted, String what) {
    return awaitOutput(
        "line " + what, () -> lines.stream().skip(seen).filter(wanted).findFirst().orElse(null));
  }

  /**
   * Waits until the search returns a value; fails at once when the process has ended without it.
   */
  private <T> T awaitOutput(String what, Supplier<T> search) {
    long deadline = System.nanoTime() + TIMEOUT.toNanos();
    while (true) {
      boolean ended = !process.isAlive() && readers.stream().noneMatch(Thread::isAlive);
      T found = search.get();
      if (found != null) {
        return found;
      }
      if (ended || System.nanoTime() > deadline) {
        throw new AssertionError("no " + what + "\n" + transcript());
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Thread follow(InputStream stream, List<String> lines) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader in =
                  new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                in.lines().forEach(lines::add);
              } catch (IOException | java.io.UncheckedIOException e) {
                lines.add("(the stream broke off: " + e + ")");
              }
            });
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  /** Builds a {@code java} command line. */
  public static final class Builder {
    private final List<String> java;
    private final List<String> options = new ArrayList<>();
    private final List<Path> classPath = new ArrayList<>(List.of(Artifacts.testHostsJar()));

    private final Map<String, String> environment = new HashMap<>();
    private Path agentJar = Artifacts.agentJar();

    private Builder(List<String> java) {
      this.java = new ArrayList<>(java);
    }

    /** Sets a variable of the child's environment. */
    public Builder environment(String name, String value) {
      environment.put(name, value);
      return this;
    }

    /** Runs the JVM through a command that replaces itself by it, such as setpriv. */
    public Builder before(String... wrapper) {
      return before(List.of(wrapper));
    }

    /** The same. */
    public Builder before(List<String> wrapper) {
      java.addAll(0, wrapper);
      return this;
    }

    /**
     * Runs copies of the agent and the test hosts, for a user who may not read the originals. Must
     * come before {@link #agent}.
     */
    public Builder fromCopiesIn(Path folder) throws IOException {
      agentJar = readableCopy(agentJar, folder);
      classPath.set(0, readableCopy(classPath.get(0), folder));
      return this;
    }

    private static Path readableCopy(Path file, Path folder) throws IOException {
      Path copy = Files.copy(file, folder.resolve(file.getFileName()));
      return Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Adds JVM options as they are. */
    public Builder options(String... more) {
      options.addAll(List.of(more));
      return this;
    }

    /** Adds our agent with these arguments. */
    public Builder agent(String arguments) {
      if (!DEBUG_PORT.isEmpty()) {
        options.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=" + DEBUG_PORT);
      }
      options.add("-javaagent:" + agentJar + "=" + arguments);
      return this;
    }

    /** Adds jars to the class path, after the test hosts. */
    public Builder classPath(List<Path> more) {
      classPath.addAll(more);
      return this;
    }

    /** Starts a main class on the class path. */
    public ChildJvm run(String mainClass, String... arguments) throws IOException {
      List<String> tail = new ArrayList<>();
      tail.add("-cp");
      tail.add(joined(classPath));
      tail.add(mainClass);
      tail.addAll(List.of(arguments));
      return start(tail);
    }

    /** Starts a main class in a module, {@code module/class}; the class path stays empty. */
    public ChildJvm runModule(List<Path> modulePath, String main) throws IOException {
      return start(List.of("--module-path", joined(modulePath), "--module", main));
    }

    private static String joined(List<Path> paths) {
      return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Starts an executable jar. */
    public ChildJvm runJar(Path jar, String... arguments) throws IOException {
      List<String> tail = new ArrayList<>(List.of("-jar", jar.toString()));
      tail.addAll(List.of(arguments));
      return start(tail);
    }

    private ChildJvm start(List<String> tail) throws IOException {
      List<String> command = new ArrayList<>();
      command.addAll(java);
      command.addAll(options);
      command.addAll(tail);
      return launch(command, environment, WORKING_DIRECTORY);
    }
  }

  /** The JVM under test. */
  private static final class UnderTest {
    private static final String OWN =
        Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final List<String> COMMAND =
        List.of(System.getProperty("tbot.diag.java", OWN).split(" "));
    private static final int FEATURE = feature();

    private static int feature() {
      try (ChildJvm jvm =
          new Builder(COMMAND).options("-XshowSettings:properties").start(List.of("-version"))) {
        jvm.awaitExit();
        Matcher matcher =
            Pattern.compile("java\\.specification\\.version = (?:1\\.)?(\\d+)")
                .matcher(jvm.transcript());
        if (!matcher.find()) {
          throw new IllegalStateException("not a Java: " + COMMAND + "\n" + jvm.transcript());
        }
        return Integer.parseInt(matcher.group(1));
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
