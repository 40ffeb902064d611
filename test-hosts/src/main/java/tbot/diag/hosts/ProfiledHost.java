package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import one.profiler.AsyncProfiler;

/**
 * Works, and profiles itself with its own async-profiler.
 *
 * <p>Standard input takes one command a line: {@code samples} (answers with the number of samples
 * so far), {@code cpu FROM TO} in milliseconds since 1970 (answers with the CPU nanoseconds of the
 * working thread in that time, twice), {@code stop} (ends the session and prints its first stack in
 * this class).
 */
public final class ProfiledHost {

  private static volatile long result;

  private ProfiledHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments the event to profile
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    Thread worker = DaemonThread.start("main-work", ProfiledHost::work);
    CpuJournal journal = new CpuJournal(worker, worker);
    DaemonThread.start("journal", journal);
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    profiler.execute("start,event=" + arguments[0] + ",interval=5ms");
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.startsWith("cpu ")) {
        String[] span = line.split(" ", -1);
        String used = journal.between(Long.parseLong(span[1]), Long.parseLong(span[2]));
        System.out.println("cpu " + used);
      } else if (line.equals("samples")) {
        System.out.println("samples " + profiler.getSamples());
      } else {
        profiler.execute("stop");
        for (String stack : profiler.execute("collapsed").split("\n", -1)) {
          if (stack.contains("ProfiledHost")) {
            System.out.println("collapsed " + stack);
            break;
          }
        }
      }
    }
  }

  private static void work() {
    long value = result + 1;
    while (true) {
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
      result = value;
    }
  }
}
