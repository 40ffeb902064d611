package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** What Linux tells of a process under {@code /proc}. Everything may be gone at any moment. */
final class ProcProcess {

  private static final int SIGQUIT = 3;

  private final long pid;
  private final File folder;

  ProcProcess(long pid) {
    this.pid = pid;
    folder = new File("/proc/" + pid);
  }

  /** Whether this system has {@code /proc}. */
  static boolean isSupported() {
    return new File("/proc/self/status").exists();
  }

  boolean exists() {
    return folder.isDirectory();
  }

  /** The name of its user, or the number if it has no name; empty if it is gone. */
  String user() {
    try {
      return Files.readAttributes(folder.toPath(), PosixFileAttributes.class).owner().getName();
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
      byte[] maps = Files.readAllBytes(new File(folder, "maps").toPath());
      return new String(maps, StandardCharsets.ISO_8859_1).contains("/libjvm.so");
    } catch (IOException e) {
      List<String> arguments = arguments();
      return perfDataFile().exists()
          || (!arguments.isEmpty() && new File(arguments.get(0)).getName().equals("java"));
    }
  }

  /** The file that a JVM writes about itself; often not there. */
  File perfDataFile() {
    return new File("/tmp/hsperfdata_" + user() + "/" + pid);
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
    for (String line : read("status").split("\n", -1)) {
      if (line.startsWith("SigCgt:")) {
        return (Long.parseUnsignedLong(line.substring(7).trim(), 16) & 1 << (SIGQUIT - 1)) != 0;
      }
    }
    return false;
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
