package tbot.diag.pprof.snapshot;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tbot.diag.log.Log;

/**
 * Reads the stacks of all virtual threads. The JVM dumps them only into a file, which is private to
 * this user, read line by line and deleted.
 */
public final class VirtualThreads {

  private static final String BEAN = "com.sun.management.HotSpotDiagnosticMXBean";

  private VirtualThreads() {}

  /** Whether this JVM has virtual threads: Java 21 and newer. */
  public static boolean exist() {
    return dumpMethod() != null;
  }

  /**
   * Visits every virtual thread. Only if {@link #exist}.
   *
   * @param visitor gets the lines of a thread: first its number and name, without control
   *     characters, then its stack, {@link #isIndented indented}
   * @throws IOException when the JVM could not write the file or it could not be read
   */
  public static void forEach(Consumer<List<String>> visitor) throws IOException {
    // In a private directory: the JVM refuses an existing file, which others could create.
    Path directory = Files.createTempDirectory("tbot-diag-");
    Path file = directory.resolve("threads.txt");
    try {
      dumpTo(file);
      try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
        read(reader, visitor);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(directory);
    }
  }

  private static void dumpTo(Path file) throws IOException {
    try {
      Method dump = dumpMethod();
      Object text = dump.getParameterTypes()[1].getField("TEXT_PLAIN").get(null);
      dump.invoke(
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class),
          file.toAbsolutePath().toString(),
          text);
    } catch (InvocationTargetException e) {
      throw new IOException("the JVM did not dump its threads: " + e.getCause(), e);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      throw new IOException("the JVM cannot dump its threads: " + e, e);
    }
  }

  private static Method dumpMethod() {
    try {
      for (Method method : Class.forName(BEAN).getMethods()) {
        if (method.getName().equals("dumpThreads")) {
          return method;
        }
      }
      return null;
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  /** Splits a dump into threads and visits the virtual ones. */
  static void read(BufferedReader dump, Consumer<List<String>> visitor) throws IOException {
    List<String> block = new ArrayList<>();
    for (String line = dump.readLine(); line != null; line = dump.readLine()) {
      if (beginsThread(line)) {
        end(block, visitor);
      }
      if (!line.isEmpty() && (!block.isEmpty() || beginsThread(line))) {
        block.add(line);
      }
    }
    end(block, visitor);
  }

  private static void end(List<String> block, Consumer<List<String>> visitor) {
    int header = headerLines(block);
    if (header > 0) {
      List<String> lines = block.subList(0, header);
      String line = Log.printable(String.join("\n", lines));
      lines.clear();
      block.add(0, line);
      visitor.accept(block);
    }
    block.clear();
  }

  /** Whether a line is like {@code #12 "name"}. */
  private static boolean beginsThread(String line) {
    int at = 1;
    while (at < line.length() && Character.isDigit(line.charAt(at))) {
      at++;
    }
    return at > 1 && line.charAt(0) == '#' && line.startsWith(" \"", at);
  }

  /**
   * How many lines the number and the name take; 0 if the thread is not virtual. Names may span
   * several lines; the text after the closing quote tells the kind.
   */
  private static int headerLines(List<String> block) {
    for (int i = 0; i < block.size(); i++) {
      String line = block.get(i);
      int quote = line.lastIndexOf('"');
      if (quote >= 0 && line.startsWith(" virtual", quote + 1)) {
        return i + 1;
      }
    }
    return 0;
  }

  /** Whether a line belongs to the stack, not to the name. */
  public static boolean isIndented(String line) {
    return line.startsWith("    ");
  }
}
