package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Properties;
import tbot.diag.jvm.AgentProperties;

/** A JVM of this machine, as far as it shows without an attach. */
public final class Jvm {

  private static final String ENTRY = "tbot.diag.Agent";
  private static final int MAX_RELEASE_BYTES = 1 << 16;

  private final long pid;
  private final String user;
  private final String version;
  private final String main;

  Jvm(long pid, String user, String version, String main) {
    this.pid = pid;
    this.user = user;
    this.version = version;
    this.main = main;
  }

  /** Reads what {@code /proc} and the JVM's own file say. */
  static Jvm of(ProcProcess process, long pid) {
    PerfData perfData = PerfData.read(process.perfDataFile());
    List<String> arguments = process.arguments();
    String main = LauncherArguments.main(arguments);
    if (main.isEmpty()) {
      main = LauncherArguments.mainOf(perfData.get("sun.rt.javaCommand"));
    }
    String version = perfData.get("java.property.java.version");
    if (version.isEmpty()) {
      File executable = process.executable();
      if (executable == null && !arguments.isEmpty()) {
        executable = new File(arguments.get(0));
      }
      version = executable == null ? "" : release(process, executable);
    }
    return new Jvm(pid, process.user().name(), version, main.isEmpty() ? program(process) : main);
  }

  /** The name of the file that is run, such as a launcher of its own. */
  private static String program(ProcProcess process) {
    File executable = process.executable();
    return executable == null ? process.comm() : executable.getName().replace(" (deleted)", "");
  }

  /** The version that the file {@code release} of a Java names; empty if there is none. */
  private static String release(ProcProcess process, File executable) {
    File bin = executable.getParentFile();
    Properties properties = new Properties();
    if (bin != null && bin.getParentFile() != null) {
      File release = new File(bin.getParentFile(), "release");
      File there = process.root().file(release.getPath());
      File file = there.exists() ? there : release;
      if (!file.isFile() || file.length() > MAX_RELEASE_BYTES) {
        return "";
      }
      try (InputStream in = Files.newInputStream(file.toPath())) {
        properties.load(in);
      } catch (IOException | IllegalArgumentException e) {
        // A runtime may be without it.
      }
    }
    return properties.getProperty("JAVA_VERSION", "").replace("\"", "");
  }

  /** The process id. */
  public long pid() {
    return pid;
  }

  /** The name of its user; empty if unknown. */
  public String user() {
    return user;
  }

  /** The version of its Java, such as {@code 17.0.12} or {@code 1.8.0_402}; empty if unknown. */
  public String version() {
    return version;
  }

  /** The main class, or the file name of the jar. */
  public String main() {
    return main;
  }

  /** Whether it runs a command of ours, and no program. */
  boolean isOurCommand() {
    return main.equals(OwnJar.file().getName()) || main.equals(ENTRY);
  }

  /** How well a text names it: 2 in full, 1 in part, 0 not at all. */
  int match(String text) {
    String simple = main.substring(main.lastIndexOf('.') + 1);
    if (main.equals(text) || simple.equals(text) || main.equals(text + ".jar")) {
      return 2;
    }
    return main.contains(text) ? 1 : 0;
  }

  /**
   * The agent in it.
   *
   * @return null if there is none that can be seen: one of another user, or one that only waits for
   *     options
   */
  public RunningAgent agent() {
    ProcProcess process = new ProcProcess(pid);
    if (ProcProcess.isSupported() && !process.hasThread(RunningAgent.LISTENER)) {
      return null;
    }
    Properties properties = new Properties();
    if (!ProcProcess.isSupported() || process.user().isOurs()) {
      try (AttachedJvm attached = AttachedJvm.connectQuickly(pid)) {
        properties = attached.agentProperties();
      } catch (RuntimeException e) {
        // It does not answer, or is of another user. The list goes on.
      }
    }
    if (properties.containsKey(AgentProperties.VERSION)) {
      return new RunningAgent(
          properties.getProperty(AgentProperties.VERSION),
          properties.getProperty(AgentProperties.ADDRESS));
    }
    return RunningAgent.ofArguments(process.arguments());
  }
}
