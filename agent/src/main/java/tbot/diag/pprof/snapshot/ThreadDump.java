package tbot.diag.pprof.snapshot;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tbot.diag.jvm.JvmDescription;
import tbot.diag.log.Log;

/**
 * All threads with name, number, state, stack and locks, in the format of {@code jstack}, which
 * tools for thread dumps read.
 */
public final class ThreadDump {

  private final ThreadInfo[] platformThreads;

  private ThreadDump(ThreadInfo... platformThreads) {
    this.platformThreads = platformThreads;
  }

  /**
   * Dumps the platform threads.
   *
   * @throws SnapshotUnavailableException when this runtime lacks the module java.management
   */
  public static ThreadDump take() throws SnapshotUnavailableException {
    try {
      return new ThreadDump(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true));
    } catch (LinkageError e) {
      throw unavailable(e);
    }
  }

  /** The failure of a runtime that lacks the module java.management. */
  static SnapshotUnavailableException unavailable(LinkageError cause) {
    return new SnapshotUnavailableException(
        "no thread dump: " + cause + "; --add-modules java.management helps", cause);
  }

  /**
   * Writes the dump, followed by the virtual threads as they are now.
   *
   * @param out stays open
   * @param maxChars about how long the part of the virtual threads may be; says how many are left
   *     out
   */
  public void writeTo(OutputStream out, long maxChars) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    writer.write(Instant.now() + "\nFull thread dump " + JvmDescription.vm() + ":\n\n");
    for (ThreadInfo thread : platformThreads) {
      // Null for a thread that ended meanwhile.
      if (thread != null) {
        write(writer, thread, "");
      }
    }
    if (VirtualThreads.exist()) {
      writeVirtualThreads(writer, maxChars);
    }
    writer.flush();
  }

  /**
   * Writes a thread. Its name stays on its line, whatever is in it: readers tell threads by lines.
   *
   * @param remark follows its name
   */
  static void write(Writer writer, ThreadInfo thread, String remark) throws IOException {
    writer.write(named(thread.getThreadName(), thread.getThreadId()) + remark + "\n");
    writer.write("   java.lang.Thread.State: " + thread.getThreadState());
    writer.write(thread.isSuspended() ? " (suspended)\n" : "\n");
    StackTraceElement[] trace = thread.getStackTrace();
    for (int i = 0; i < trace.length; i++) {
      writer.write("\tat " + trace[i] + "\n");
      if (i == 0) {
        writeWaitedFor(writer, thread);
      }
      for (MonitorInfo monitor : thread.getLockedMonitors()) {
        if (monitor.getLockedStackDepth() == i) {
          writer.write("\t- locked " + describe(monitor) + "\n");
        }
      }
    }
    writer.write('\n');
    LockInfo[] owned = thread.getLockedSynchronizers();
    if (owned.length > 0) {
      writer.write("   Locked ownable synchronizers:\n");
      for (LockInfo lock : owned) {
        writer.write("\t- " + describe(lock) + "\n");
      }
      writer.write('\n');
    }
  }

  private static void writeWaitedFor(Writer writer, ThreadInfo thread) throws IOException {
    LockInfo lock = thread.getLockInfo();
    if (lock == null) {
      return;
    }
    writer.write("\t- " + how(thread) + " " + describe(lock));
    if (thread.getLockOwnerName() != null) {
      writer.write(" owned by " + named(thread.getLockOwnerName(), thread.getLockOwnerId()));
    }
    writer.write('\n');
  }

  private static String named(String name, long id) {
    return "\"" + Log.printable(name) + "\" #" + id;
  }

  private static String how(ThreadInfo thread) {
    if (thread.getThreadState() == Thread.State.BLOCKED) {
      return "waiting to lock";
    }
    boolean parked = thread.getStackTrace()[0].getMethodName().equals("park");
    return parked ? "parking to wait for " : "waiting on";
  }

  private static String describe(LockInfo lock) {
    return String.format("<0x%08x> (a %s)", lock.getIdentityHashCode(), lock.getClassName());
  }

  private static void writeVirtualThreads(Writer writer, long maxChars) throws IOException {
    VirtualThreadText text = new VirtualThreadText(writer, maxChars);
    try {
      VirtualThreads.forEach(text);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IOException e) {
      writer.write("The virtual threads are missing: " + e.getMessage() + "\n");
    }
    text.end();
  }
}
