package tbot.diag.pprof.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.stack.CallStack;

class PeriodRoundingTest {

  private static final long PERIOD = 10;

  private final SampleTable fine = new SampleTable(2);

  private void add(String thread, long nanos, String... methods) {
    fine.add(Stacks.java(methods), Label.text("thread", thread), 1, nanos);
  }

  private static long nanos(SampleTable table, String thread, String method) {
    long[] sum = new long[1];
    table.<RuntimeException>forEach(
        (stack, label, values) -> {
          if (label.text().equals(thread) && contains(stack, method)) {
            sum[0] += values[1];
          }
        });
    return sum[0];
  }

  private static boolean contains(CallStack stack, String method) {
    for (int i = 0; i < stack.depth(); i++) {
      if (stack.frame(i).function().name().equals("a.B." + method)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void roundsEverySampleToWholePeriods() {
    add("one", 27, "run");
    add("two", 3, "run");
    add("two", 60, "rest");

    PeriodRounding.of(fine, PERIOD)
        .<RuntimeException>forEach(
            (stack, label, values) -> {
              assertThat(values[0]).isPositive();
              assertThat(values[1]).isEqualTo(values[0] * PERIOD);
            });
  }

  @Test
  void totalThreadsAndFunctionsKeepTheirTime() {
    Random random = new Random(1);
    Map<String, Long> truth = new HashMap<>();
    long total = 0;
    for (int i = 0; i < 2_000; i++) {
      String thread = "t" + random.nextInt(20);
      String outer = "outer" + random.nextInt(4);
      // Less than a period: rounded by itself, each row would be lost or doubled.
      add(thread, 4, "inner" + i, outer);
      truth.merge(thread + " " + outer, 4L, Long::sum);
      total += 4;
    }

    SampleTable rounded = PeriodRounding.of(fine, PERIOD);

    truth.forEach(
        (key, nanos) ->
            assertThat(nanos(rounded, key.split(" ", -1)[0], key.split(" ", -1)[1]))
                .as(key)
                .isBetween(nanos - PERIOD, nanos + PERIOD));
    long[] sum = new long[1];
    rounded.<RuntimeException>forEach((stack, label, values) -> sum[0] += values[1]);
    assertThat(sum[0]).isBetween(total - PERIOD, total + PERIOD);
  }

  @Test
  void keepsARowWithoutLabels() {
    fine.add(SampleTable.OTHER_STACKS, null, 1, 40);

    assertThat(PeriodRounding.of(fine, PERIOD).size()).isEqualTo(1);
  }
}
