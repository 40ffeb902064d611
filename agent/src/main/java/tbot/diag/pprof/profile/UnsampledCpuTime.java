package tbot.diag.pprof.profile;

import java.util.Locale;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.stack.CallStack;

/**
 * Accounts for CPU time that the process used by its own clock and that no sample covers: that of
 * threads that end before their first sample, and of each thread the time before its first.
 *
 * <p>It is shown under a stack of its own, like {@code runtime._LostExternalCode} in Go.
 */
public final class UnsampledCpuTime {

  private static final CallStack STACK = CallStack.ofNative("(not sampled)");

  private UnsampledCpuTime() {}

  /**
   * Adds the missing time to the samples of a CPU profile.
   *
   * @param samples rows of a number of periods and their nanoseconds
   * @param usedNanos CPU time of the span by the process's clock
   * @return the header with a comment on both times
   */
  public static ProfileHeader addTo(ProfileHeader header, SampleTable samples, long usedNanos) {
    long[] sampled = new long[1];
    samples.<RuntimeException>forEach((stack, label, values) -> sampled[0] += values[1]);
    long periods = (usedNanos - sampled[0]) / EventKind.CPU_INTERVAL_NANOS;
    if (periods > 0) {
      samples.add(STACK, null, periods, periods * EventKind.CPU_INTERVAL_NANOS);
    }
    return header.comment(
        String.format(
            Locale.ROOT,
            "cpu: the process used %.2f s by its clock, samples were taken of %.2f s",
            usedNanos / 1e9,
            sampled[0] / 1e9));
  }
}
