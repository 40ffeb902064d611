package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import one.profiler.AsyncProfiler;

/**
 * Works, and profiles itself with an async-profiler of its own all the while.
 *
 * <p>A line {@code samples} on standard input is answered by the number of samples so far, {@code
 * cpu FROM TO}, in milliseconds since 1970, by the CPU time in nanoseconds of the thread that works
 * in between, {@code stop} ends the session and prints the first of its stacks that lies in this
 * class.
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
    Thread worker = new Thread(ProfiledHost::work, "main-work");
    worker.setDaemon(true);
    worker.start();
    CpuJournal journal = new CpuJournal(worker, worker);
    Thread clerk = new Thread(journal, "journal");
    clerk.setDaemon(true);
    clerk.start();
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
