package tbot.diag.it.testhost;

import static org.assertj.core.api.Assertions.assertThat;

import tbot.diag.it.pprof.PprofProfile;

/** A profile, with the host's own figures from right before and right after it. */
public final class Observed {

  private final PprofProfile profile;
  private final long[] before;
  private final long[] after;

  /**
   * @param before the figures before the request; the last is the host's clock in nanoseconds
   * @param after the same after the answer
   */
  Observed(PprofProfile profile, long[] before, long[] after) {
    this.profile = profile;
    this.before = before;
    this.after = after;
  }

  public PprofProfile profile() {
    return profile;
  }

  /** The growth of a figure between the request and the answer. */
  public long growthInAll(int figure) {
    return after[figure] - before[figure];
  }

  /**
   * The growth of a figure within the window of the profile. Scaled by time, as the figures are
   * read before and after the window, on a busy machine some time before and after.
   */
  public long growth(int figure) {
    int clock = before.length - 1;
    double share = profile.proto().getDurationNanos() / (double) growthInAll(clock);
    return Math.round(growthInAll(figure) * share);
  }

  /**
   * Asserts what was added between two cumulative profiles: at least what the host did between the
   * answer to the first and the request for the second, and no more than it did from the first
   * request to the last answer.
   *
   * @param percent the deviation that sampling may cause
   */
  public static void assertGrowth(
      Observed first, Observed second, int figure, long added, int percent) {
    long least = second.before[figure] - first.after[figure];
    long most = second.after[figure] - first.before[figure];
    assertThat(added).isBetween(least * (100 - percent) / 100, most * (100 + percent) / 100);
  }
}
