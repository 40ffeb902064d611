package tbot.diag.pprof.snapshot;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import tbot.diag.log.Log;
import tbot.diag.profiling.stack.TypeNames;

/**
 * The exact number and size of the objects in the heap by class. The JVM counts them at a
 * safepoint.
 *
 * <p>Within the process, only the platform MBean server offers this. If the host has not created it
 * yet, the first call does, as {@code jconsole} would.
 */
public final class HeapHistogram {

  private static final String COMMANDS = "com.sun.management:type=DiagnosticCommand";

  private HeapHistogram() {}

  /**
   * Counts the objects.
   *
   * @param gcFirst whether to run a full collection first; without it, garbage counts, too
   * @return the number of objects and their bytes by class name in Java's form ({@code byte[]},
   *     {@code com.foo.Bar$Inner[]}), the most bytes first
   * @throws SnapshotUnavailableException when this JVM has no such command
   */
  public static Map<String, long[]> read(boolean gcFirst) throws SnapshotUnavailableException {
    try {
      return parse(histogram(gcFirst));
      // Here and below not JMException: the verifier would load it, and some runtimes lack it.
    } catch (Exception | LinkageError e) {
      throw new SnapshotUnavailableException(
          "this JVM gives no heap histogram: " + e + "; it takes HotSpot with jdk.management", e);
    }
  }

  /**
   * Runs a full collection. Unlike {@link System#gc}, no JVM option disables it. Does nothing on a
   * JVM that has no such command.
   */
  public static void collect() {
    try {
      histogram(true);
    } catch (Exception | LinkageError e) {
      Log.debug("no collection before the heap profile: " + e);
    }
  }

  private static String histogram(boolean gcFirst) throws JMException {
    String[] options = gcFirst ? new String[0] : new String[] {"-all"};
    Object[] arguments = {options};
    String[] signature = {String[].class.getName()};
    return (String)
        platformServer().invoke(new ObjectName(COMMANDS), "gcClassHistogram", arguments, signature);
  }

  private static MBeanServer platformServer() {
    Thread thread = Thread.currentThread();
    ClassLoader own = thread.getContextClassLoader();
    // The host may have configured an MBeanServerBuilder, which is loaded by the context loader.
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    try {
      return ManagementFactory.getPlatformMBeanServer();
    } finally {
      thread.setContextClassLoader(own);
    }
  }

  /**
   * Parses the table that the command prints: rank, instances, bytes, class and, from Java 9 on,
   * the module in parentheses. Classes with the same name, from several loaders or hidden, are
   * added up.
   */
  static Map<String, long[]> parse(String table) {
    Map<String, long[]> classes = new LinkedHashMap<>();
    for (int from = 0; from < table.length(); ) {
      int newline = table.indexOf('\n', from);
      int to = newline < 0 ? table.length() : newline;
      addRow(classes, table.substring(from, to).trim());
      from = to + 1;
    }
    return classes;
  }

  private static void addRow(Map<String, long[]> classes, String row) {
    String[] words = row.split("\\s+", 5);
    if (words.length < 4 || !words[0].endsWith(":")) {
      return;
    }
    try {
      long instances = Long.parseLong(words[1]);
      long bytes = Long.parseLong(words[2]);
      long[] totals = classes.computeIfAbsent(TypeNames.display(words[3]), name -> new long[2]);
      totals[0] += instances;
      totals[1] += bytes;
    } catch (NumberFormatException e) {
      // Not a row of the table.
    }
  }
}
