package tbot.diag.pprof.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnsampledCpuTimeTest {

  private final SampleTable samples = new SampleTable(2);

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    samples.<RuntimeException>forEach(
        (stack, label, values) ->
            rows.add(stack.frame(0).function().name() + " " + values[0] + " " + values[1]));
    return rows;
  }

  @Test
  void addsTimeWithoutSamplesAsAStack() {
    samples.add(Stacks.java("run"), Label.text("thread", "t"), 390, 3_900_000_000L);

    ProfileHeader header = UnsampledCpuTime.addTo(CpuAggregator.header(), samples, 4_315_000_000L);

    assertThat(rows()).containsExactly("a.B.run 390 3900000000", "(not sampled) 41 410000000");
    assertThat(header.comments())
        .containsExactly("cpu: the process used 4.32 s by its clock, samples were taken of 3.90 s");
  }

  @Test
  void ignoresLessThanAPeriod() {
    samples.add(Stacks.java("run"), Label.text("thread", "t"), 2, 20_000_000);

    UnsampledCpuTime.addTo(CpuAggregator.header(), samples, 29_000_000);
    UnsampledCpuTime.addTo(CpuAggregator.header(), samples, 10_000_000);

    assertThat(rows()).containsExactly("a.B.run 2 20000000");
  }
}
