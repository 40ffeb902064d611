package tbot.diag.web;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import tbot.diag.jvm.HostThreads;
import tbot.diag.jvm.JvmDescription;
import tbot.diag.jvm.ProcessId;
import tbot.diag.metrics.ConnectionCounts;
import tbot.diag.metrics.SshMultiplexerMetrics;
import tbot.diag.page.Quantity;

/** The figures of the process as it is now. None of them stops a thread. */
final class ProcessFigures {

  private static final String PPROF = "debug/pprof/";

  private final SshMultiplexerMetrics ssh;
  private final CpuShare cpu = new CpuShare();

  ProcessFigures(SshMultiplexerMetrics ssh) {
    this.ssh = ssh;
  }

  String program() {
    return JvmDescription.program();
  }

  /** Process, Java and uptime in one line. */
  String description() {
    return "Process "
        + ProcessId.get()
        + ", Java "
        + System.getProperty("java.version", "")
        + " ("
        + JvmDescription.vm()
        + "), up for "
        + Quantity.duration(uptimeMillis());
  }

  /**
   * The figures in their order.
   *
   * @param debug whether they may link to profiles
   */
  List<Tile> tiles(boolean debug) {
    List<Tile> tiles = new ArrayList<>();
    tiles.add(cpuTile(debug));
    tiles.add(heapTile(debug));
    tiles.add(
        new Tile(
            "Threads",
            Quantity.count(HostThreads.count()),
            "platform threads",
            debug ? PPROF + "goroutine?format=table" : null));
    if (ssh.hasMultiplexer()) {
      tiles.add(sshTile());
    }
    return tiles;
  }

  private Tile cpuTile(boolean debug) {
    CpuShare.Reading reading = cpu.read(TimeUnit.MILLISECONDS.toNanos(uptimeMillis()));
    String link = debug ? PPROF + "take?profile=profile&seconds=10&format=flamegraph" : null;
    if (reading == null) {
      return new Tile("CPU", "\u2013", "not known on this system", link);
    }
    return new Tile(
        "CPU",
        String.format(Locale.ROOT, "%.0f\u00a0%%", 100 * reading.processors()),
        "of a processor in the last "
            + Quantity.duration(HomePage.millis(reading.spanNanos()))
            + "; "
            + Runtime.getRuntime().availableProcessors()
            + " processors, "
            + Quantity.duration(HomePage.millis(reading.totalCpuNanos()))
            + " used since the start",
        link);
  }

  private static Tile heapTile(boolean debug) {
    Runtime jvm = Runtime.getRuntime();
    long used = jvm.totalMemory() - jvm.freeMemory();
    return new Tile(
        "Heap",
        Quantity.bytes(used),
        "used, garbage included; "
            + Quantity.bytes(jvm.totalMemory())
            + " taken from the system, "
            + Quantity.bytes(jvm.maxMemory())
            + " at most",
        debug ? PPROF + "heap?format=table" : null);
  }

  private Tile sshTile() {
    ConnectionCounts counts = ssh.read();
    return new Tile(
        "SSH connections",
        Quantity.count(counts.inFlight()),
        "open; "
            + Quantity.count(counts.started())
            + " since the start, "
            + Quantity.count(counts.failed())
            + " ended in an error",
        null);
  }

  /** 0 on a runtime without the module java.management. */
  private static long uptimeMillis() {
    try {
      return ManagementFactory.getRuntimeMXBean().getUptime();
    } catch (LinkageError e) {
      return 0;
    }
  }
}
