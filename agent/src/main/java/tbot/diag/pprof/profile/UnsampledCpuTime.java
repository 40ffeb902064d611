package tbot.diag.pprof.profile;

import java.util.Locale;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.stack.CallStack;

/**
 * The CPU time that the process used by its own clock, and of which no sample was taken: of threads
 * that live for less than a sample's worth of it, and of each thread what it used before its first.
 *
 * <p>It is in the profile under a stack of its own, as what Go's profiler loses is under {@code
 * runtime._LostExternalCode}.
 */
public final class UnsampledCpuTime {

  private static final CallStack STACK = CallStack.ofNative("(not sampled)");

  private UnsampledCpuTime() {}

  /**
   * Makes up a profile of CPU time to what the process used.
   *
   * @param samples rows of a number of periods and their time
   * @param usedNanos by the process's clock
   */
  public static void addTo(ProfileHeader header, SampleTable samples, long usedNanos) {
    long[] sampled = new long[1];
    samples.<RuntimeException>forEach((stack, label, values) -> sampled[0] += values[1]);
    header.comment(
        String.format(
            Locale.ROOT,
            "cpu: the process used %.2f s by its clock, samples were taken of %.2f s",
            usedNanos / 1e9,
            sampled[0] / 1e9));
    long periods = (usedNanos - sampled[0]) / EventKind.CPU_INTERVAL_NANOS;
    if (periods > 0) {
      samples.add(STACK, null, periods, periods * EventKind.CPU_INTERVAL_NANOS);
    }
  }
}
