package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.jvm.ProcessId;

/** What Linux tells of a process under {@code /proc}. Everything may be gone at any moment. */
final class ProcProcess {

  /** The number of a capability that root has, unless somebody took it away. */
  static final int SYS_ADMIN = 21;

  private static final int SIGQUIT = 3;
  private static final String TEMP = "/tmp";
  private static final String PERF_DATA = "hsperfdata_";

  private final long pid;
  private final File folder;

  ProcProcess(long pid) {
    this(pid, new File("/proc/" + pid));
  }

  private ProcProcess(long pid, File folder) {
    this.pid = pid;
    this.folder = folder;
  }

  /** This process. */
  static ProcProcess self() {
    return new ProcProcess(ProcessId.get(), new File("/proc/self"));
  }

  /** Whether this system has {@code /proc}. */
  static boolean isSupported() {
    return new File("/proc/self/status").exists();
  }

  /** The process id, as this process sees it. */
  long pid() {
    return pid;
  }

  /** The process id as the process sees it itself, in its own PID namespace. */
  long ownPid() {
    String pids = status("NSpid");
    return pids.isEmpty() ? pid : Long.parseLong(pids.substring(pids.lastIndexOf('\t') + 1));
  }

  /** The files as it sees them. */
  ProcessRoot root() {
    return new ProcessRoot(pid);
  }

  /**
   * The random addresses at which the kernel has put its code and stack, among other things. They
   * stay the same.
   *
   * @throws IOException if this user may not read its memory
   */
  byte[] addresses() throws IOException {
    return Files.readAllBytes(new File(folder, "auxv").toPath());
  }

  boolean exists() {
    return folder.isDirectory();
  }

  /** Its user. */
  ProcUser user() {
    return new ProcUser(folder);
  }

  /** A namespace of it, as the kernel names it; empty if this user may not know. */
  String namespace(String kind) {
    try {
      return Files.readSymbolicLink(new File(folder, "ns/" + kind).toPath()).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** Its arguments, the command first; empty if it is gone. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<String>();
    String line = read("cmdline");
    int start = 0;
    for (int end = line.indexOf('\0'); end >= 0; end = line.indexOf('\0', start)) {
      arguments.add(line.substring(start, end));
      start = end + 1;
    }
    return arguments;
  }

  /** The name of its executable as the kernel knows it. */
  String comm() {
    return read("comm").trim();
  }

  /** Its executable; null if that is another user's secret. */
  File executable() {
    try {
      return Files.readSymbolicLink(new File(folder, "exe").toPath()).toFile();
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Whether it runs a JVM. For processes of others, where the kernel does not tell, it goes by the
   * file that a JVM writes, and by the name of the command.
   */
  boolean isJvm() {
    try {
      return jvmLibrary() != null;
    } catch (IOException e) {
      return perfDataFile().exists() || LauncherArguments.areOfJava(arguments());
    }
  }

  /** The file with the code of the JVM; null if it runs none. */
  private File jvmLibrary() throws IOException {
    byte[] maps = Files.readAllBytes(new File(folder, "maps").toPath());
    for (String line : new String(maps, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      // Not its end, which is "(deleted)" after an upgrade.
      if (line.contains("/libjvm.so")) {
        return new File(line.substring(line.indexOf('/')));
      }
    }
    return null;
  }

  /**
   * Whether it runs a JVM of Java 8. There, between {@code lib} and the JVM's own folder, is one
   * for the processor. False if the kernel does not tell.
   */
  boolean isJavaEight() {
    try {
      File library = jvmLibrary();
      return library != null && !library.getParentFile().getParentFile().getName().equals("lib");
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The file that a JVM writes about itself; often not there. The name of its folder is that of the
   * user as the process sees it, and may be another here.
   */
  File perfDataFile() {
    File temp = root().isReadable() ? root().file(TEMP) : new File(TEMP);
    String name = Long.toString(ownPid());
    File[] folders = temp.listFiles((parent, folder) -> folder.startsWith(PERF_DATA));
    for (File folder : folders == null ? new File[0] : folders) {
      if (new ProcUser(new File(folder, name)).name().equals(user().name())) {
        return new File(folder, name);
      }
    }
    return new File(new File(temp, PERF_DATA + user().name()), name);
  }

  /** Its state: R, S, D, T for stopped, Z for ended; a blank if it is gone. */
  char state() {
    String stat = read("stat");
    // The name before it may have blanks and parentheses in it.
    int at = stat.lastIndexOf(')') + 2;
    return at > 1 && at < stat.length() ? stat.charAt(at) : ' ';
  }

  /** Whether it handles SIGQUIT, by which a JVM is asked to accept an attach; else it would end. */
  boolean catchesSigquit() {
    return bit("SigCgt", SIGQUIT - 1);
  }

  /** Whether it has a capability. */
  boolean hasCapability(int number) {
    return bit("CapEff", number);
  }

  private boolean bit(String mask, int number) {
    String digits = status(mask);
    return !digits.isEmpty() && (Long.parseUnsignedLong(digits, 16) >> number & 1) != 0;
  }

  /** A line of its status; empty if there is none. */
  private String status(String key) {
    for (String line : read("status").split("\n", -1)) {
      if (line.startsWith(key + ":")) {
        return line.substring(key.length() + 1).trim();
      }
    }
    return "";
  }

  /** Whether one of its threads has a name that begins like this. */
  boolean hasThread(String prefix) {
    File[] threads = new File(folder, "task").listFiles();
    if (threads == null) {
      return false;
    }
    for (File thread : threads) {
      if (text(new File(thread, "comm")).startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  private String read(String file) {
    return text(new File(folder, file));
  }

  private static String text(File file) {
    try {
      return new String(Files.readAllBytes(file.toPath()), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
