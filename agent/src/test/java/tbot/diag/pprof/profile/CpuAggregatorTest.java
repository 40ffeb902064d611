package tbot.diag.pprof.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.stack.CallStack;

class CpuAggregatorTest {

  private static final long FINE_NANOS = 2_500_000;

  private final CpuAggregator aggregator = new CpuAggregator();

  private void sample(String thread, CallStack stack) {
    aggregator.accept(new Sample(EventKind.CPU, 0, stack, thread, "", 1, FINE_NANOS));
  }

  /** The time under a thread, or under all of them for null. */
  private long nanos(String thread) {
    long[] total = new long[1];
    aggregator
        .table()
        .<RuntimeException>forEach(
            (stack, label, values) -> {
              if (thread == null || (label != null && label.text().equals(thread))) {
                total[0] += values[1];
              }
            });
    return total[0];
  }

  @Test
  void fewStacksAreNotDownsampled() {
    CallStack stack = Stacks.java("run");
    for (int i = 0; i < 200_000; i++) {
      sample(i % 10 == 0 ? "seldom" : "often", stack);
    }

    assertThat(nanos("seldom"))
        .isCloseTo(20_000 * FINE_NANOS, within(EventKind.CPU_INTERVAL_NANOS));
    assertThat(nanos(null)).isCloseTo(200_000 * FINE_NANOS, within(EventKind.CPU_INTERVAL_NANOS));
  }

  @Test
  void downsamplingKeepsTheTotalOfDistinctStacks() {
    int samples = 500_000;
    for (int i = 0; i < samples; i++) {
      sample("worker", Stacks.java("run" + i));
    }

    assertThat(nanos("worker")).isCloseTo(samples * FINE_NANOS, within(1_000_000_000L));
    assertThat(nanos(null)).as("nothing but the thread's").isEqualTo(nanos("worker"));
    assertThat(aggregator.size()).as("rows").isBetween(40_000, 65_535);
  }

  @Test
  void downsamplingKeepsDeepStacksWhole() {
    String[] methods = new String[100];
    Arrays.fill(methods, "outer");
    for (int i = 0; i < 100_000; i++) {
      methods[0] = "run" + i;
      sample("worker", Stacks.java(methods));
    }

    SampleTable table = aggregator.table();
    assertThat(table.hasCutStacks()).isFalse();
    table.<RuntimeException>forEach(
        (stack, label, values) -> assertThat(stack.depth()).isEqualTo(100));
  }

  @Test
  void downsamplingKeepsTheSharesOfAlternatingThreads() {
    CallStack one = Stacks.java("one");
    CallStack other = Stacks.java("other");
    sample("one", one);
    sample("other", other);
    // With half of the rows in use, one sample of four is kept, and no row is added by the turns.
    for (int i = 2; i < 32_768; i++) {
      sample("filler", Stacks.java("run" + i));
    }
    for (int i = 0; i < 50_000; i++) {
      sample("one", one);
      sample("other", other);
      sample("other", other);
      sample("other", other);
    }

    assertThat(nanos("one") / (double) nanos("other")).isCloseTo(1 / 3.0, within(0.02));
  }
}
