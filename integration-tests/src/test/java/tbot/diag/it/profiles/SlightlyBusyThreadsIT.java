package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.Sample;
import tbot.diag.it.testhost.KnownHost;
import tbot.diag.it.testhost.Observed;

/** The CPU profile of a host whose threads use less than one period each. */
class SlightlyBusyThreadsIT {

  @ParameterizedTest
  @ValueSource(strings = {"many", "short"})
  void theTotalIsThatOfTheProcess(String threads) throws Exception {
    try (KnownHost host = KnownHost.start("SlightlyBusyHost", "", threads)) {
      host.profile("/debug/pprof/profile?seconds=2"); // loads the profiler
      Observed observed = host.observe("/debug/pprof/profile?seconds=5");

      PprofProfile profile = observed.profile();
      long busy = observed.growth(0);
      long little = observed.growth(1);
      long process = observed.growth(2);
      System.out.printf(
          "%s: busy %d of %d ms, little %d of %d ms, all %d of %d ms, %s%n",
          threads,
          profile.sum(1, profile.ofThread("busy")) / 1_000_000,
          busy / 1_000_000,
          profile.sum(1, ofThreads(profile, threads)) / 1_000_000,
          little / 1_000_000,
          profile.sum(1, any -> true) / 1_000_000,
          process / 1_000_000,
          profile.comments());
      assertThat(profile.sum(1, any -> true)).isCloseTo(process, Percentage.withPercentage(10));
      assertThat(profile.sum(1, profile.ofThread("busy")))
          .isCloseTo(busy, Percentage.withPercentage(10));
      assertThat(profile.proto().getPeriod()).isEqualTo(10_000_000);
      assertThat(profile.proto().getSampleList())
          .allMatch(sample -> sample.getValue(1) == sample.getValue(0) * 10_000_000);
      if (threads.equals("many") && profile.comments().contains("engine: perf")) {
        // Timers sample a thread only after 10 ms, and perf events miss threads of 2 ms. The rest
        // is in (not sampled).
        assertThat(profile.sum(1, ofThreads(profile, threads)))
            .as("CPU time with a stack of its own")
            .isCloseTo(little, Percentage.withPercentage(20));
      }
    }
  }

  private static Predicate<Sample> ofThreads(PprofProfile profile, String prefix) {
    return sample -> profile.labels(sample).getOrDefault("thread", "").startsWith(prefix + "-");
  }
}
