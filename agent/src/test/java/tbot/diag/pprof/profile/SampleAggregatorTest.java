package tbot.diag.pprof.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

class SampleAggregatorTest {

  private static final CallStack STACK =
      new CallStack(new Frame(new Function(Function.Origin.JAVA, "a.B.c", "a/B.java"), 1, false));

  private static Sample sample(EventKind kind, String type, long value) {
    return new Sample(kind, 0, STACK, "t", type, 1, value);
  }

  private static List<long[]> rows(SampleTable table) {
    List<long[]> rows = new ArrayList<>();
    table.<RuntimeException>forEach((stack, label, values) -> rows.add(values));
    return rows;
  }

  @Test
  void scalesSampledAllocations() {
    AllocationAggregator aggregator = new AllocationAggregator();
    aggregator.accept(sample(EventKind.ALLOC, "byte[]", 1_000).standingFor(2.5));
    aggregator.accept(sample(EventKind.ALLOC, "byte[]", 1_000).standingFor(1.5));

    assertThat(rows(aggregator.table())).containsExactly(new long[] {4, 4_000, 0, 0});
  }

  @Test
  void countsLiveObjectsAsInUse() {
    AllocationAggregator aggregator = new AllocationAggregator();
    aggregator.accept(sample(EventKind.LIVE, "byte[]", 10_000_000));

    assertThat(rows(aggregator.table())).containsExactly(new long[] {0, 0, 1, 10_000_000});
  }

  @Test
  void distinguishesSizesAndClasses() {
    AllocationAggregator aggregator = new AllocationAggregator();
    aggregator.accept(sample(EventKind.ALLOC, "byte[]", 16));
    aggregator.accept(sample(EventKind.ALLOC, "byte[]", 32));
    aggregator.accept(sample(EventKind.ALLOC, "a.B", 32));

    assertThat(rows(aggregator.table())).hasSize(3);
  }

  @Test
  void countsLongWaitsAsTheyAre() {
    ContentionAggregator aggregator = new ContentionAggregator(true);
    aggregator.accept(sample(EventKind.LOCK, "java.lang.Object", 50_000_000));
    aggregator.accept(sample(EventKind.LOCK, "java.lang.Object", 70_000_000));

    assertThat(rows(aggregator.table())).containsExactly(new long[] {2, 120_000_000});
  }

  @Test
  void scalesShortWaits() {
    ContentionAggregator aggregator = new ContentionAggregator(true);
    aggregator.accept(sample(EventKind.LOCK, "java.lang.Object", 100_000));

    assertThat(rows(aggregator.table())).containsExactly(new long[] {10, 1_000_000});
  }

  @Test
  void leavesSemaphoresOutOfMutexes() {
    Sample sample =
        sample(EventKind.LOCK, "java.util.concurrent.Semaphore$NonfairSync", 50_000_000);
    ContentionAggregator mutexes = new ContentionAggregator(true);
    ContentionAggregator all = new ContentionAggregator(false);
    mutexes.accept(sample);
    all.accept(sample);

    assertThat(rows(mutexes.table())).isEmpty();
    assertThat(rows(all.table())).hasSize(1);
  }

  @Test
  void scalesNativeAllocationsToTheInterval() {
    NativeMemoryAggregator aggregator = new NativeMemoryAggregator();
    aggregator.accept(sample(EventKind.NATIVEMEM, "", 1_024));
    aggregator.accept(sample(EventKind.NATIVEMEM, "", 1_000_000));

    assertThat(rows(aggregator.table())).containsExactly(new long[] {65, 65_536 + 1_000_000});
  }

  @Test
  void aProfileOfFullTotalsHasRoomForExactRows() {
    AllocationAggregator aggregator = new AllocationAggregator();
    for (int i = 0; i < 40_000; i++) {
      CallStack stack = Stacks.java("method" + i);
      aggregator.accept(new Sample(EventKind.ALLOC, 0, stack, "t", "byte[]", 1, 1_000));
    }
    SampleTable profile = aggregator.table();
    int sampled = profile.size();
    for (int i = 0; i < 20_000; i++) {
      profile.add(Stacks.java("Class" + i), null, 0, 0, 1, 16);
    }

    assertThat(sampled).as("with (other stacks)").isEqualTo(16_385);
    assertThat(profile.size()).isEqualTo(sampled + 20_000);
  }

  @Test
  void differenceLeavesOutUnchangedRows() {
    ContentionAggregator aggregator = new ContentionAggregator(false);
    aggregator.accept(sample(EventKind.LOCK, "a.B", 50_000_000));
    aggregator.accept(sample(EventKind.LOCK, "a.C", 50_000_000));
    SampleTable before = aggregator.table();
    aggregator.accept(sample(EventKind.LOCK, "a.C", 20_000_000));

    assertThat(rows(aggregator.table().minus(before))).containsExactly(new long[] {1, 20_000_000});
    assertThat(rows(before.minus(before))).isEmpty();
  }
}
