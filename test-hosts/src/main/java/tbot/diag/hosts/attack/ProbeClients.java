package tbot.diag.hosts.attack;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Probes servers on loopback every 50 ms, whether or not the previous probe has ended.
 *
 * <p>Each line {@code probe COUNT PORT PATH} on standard input is answered with {@code probes COUNT
 * FAILED P50 P95 LONGEST} when the last of the probes has ended. The last three are in
 * milliseconds; a failed probe counts with its whole timeout.
 */
public final class ProbeClients {

  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private ProbeClients() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      Probe probe = new Probe(Integer.parseInt(words[2]), words[3]);
      System.out.println("probes " + take(Integer.parseInt(words[1]), probe));
    }
  }

  private static ProbeTimes take(int count, Probe probe) throws InterruptedException {
    ProbeTimes times = new ProbeTimes();
    ExecutorService threads = Executors.newCachedThreadPool();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      TimeUnit.NANOSECONDS.sleep(start + i * INTERVAL_NANOS - System.nanoTime());
      threads.execute(() -> take(probe, times));
    }
    threads.shutdown();
    // Each probe ends by its own timeout.
    threads.awaitTermination(1, TimeUnit.MINUTES);
    return times;
  }

  private static void take(Probe probe, ProbeTimes times) {
    try {
      times.add(probe.take());
    } catch (IOException e) {
      times.addFailure();
    }
  }
}
