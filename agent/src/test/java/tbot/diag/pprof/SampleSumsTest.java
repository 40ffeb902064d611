package tbot.diag.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.Frame;
import tbot.diag.profiling.Function;
import tbot.diag.profiling.Sample;

class SampleSumsTest {

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

  /** Samples as the JVM does: a byte after an exponentially distributed number of bytes. */
  @ParameterizedTest
  @ValueSource(ints = {16, 10_000, 262_144, 524_288, 1_048_576, 4_000_000})
  void sampledAllocationsAddUpToAll(int size) {
    AllocationSums sums = new AllocationSums();
    Random random = new Random(1);
    long allocated = 4_000_000_000L / size * size;
    double next = exponential(random);
    for (long at = 0; at < allocated; ) {
      // To the object that holds the picked byte; the next pick is after its end.
      long object = (long) (next / size);
      at = (object + 1) * size;
      if (at <= allocated) {
        sums.accept(sample(EventKind.ALLOC, "byte[]", size));
      }
      next = at + exponential(random);
    }

    long[] row = rows(sums.table()).get(0);
    assertThat(row[0]).isCloseTo(allocated / size, Percentage.withPercentage(5));
    assertThat(row[1]).isCloseTo(allocated, Percentage.withPercentage(5));
    assertThat(row[2]).isZero();
    assertThat(row[3]).isZero();
  }

  private static double exponential(Random random) {
    return -Math.log(1 - random.nextDouble()) * EventKind.ALLOC_INTERVAL_BYTES;
  }

  @Test
  void objectsThatAreAliveAreCountedInUse() {
    AllocationSums sums = new AllocationSums();
    sums.accept(sample(EventKind.LIVE, "byte[]", 10_000_000));

    assertThat(rows(sums.table())).containsExactly(new long[] {0, 0, 1, 10_000_000});
  }

  @Test
  void sizesAndClassesAreKeptApart() {
    AllocationSums sums = new AllocationSums();
    sums.accept(sample(EventKind.ALLOC, "byte[]", 16));
    sums.accept(sample(EventKind.ALLOC, "byte[]", 32));
    sums.accept(sample(EventKind.ALLOC, "a.B", 32));

    assertThat(rows(sums.table())).hasSize(3);
  }

  @Test
  void aLongWaitCountsAsItIs() {
    ContentionSums sums = new ContentionSums(true);
    sums.accept(sample(EventKind.LOCK, "java.lang.Object", 50_000_000));
    sums.accept(sample(EventKind.LOCK, "java.lang.Object", 70_000_000));

    assertThat(rows(sums.table())).containsExactly(new long[] {2, 120_000_000});
  }

  @Test
  void aShortWaitStandsForThoseThatWereNotRecorded() {
    ContentionSums sums = new ContentionSums(true);
    sums.accept(sample(EventKind.LOCK, "java.lang.Object", 100_000));

    assertThat(rows(sums.table())).containsExactly(new long[] {10, 1_000_000});
  }

  @Test
  void aSemaphoreIsNoMutex() {
    Sample sample =
        sample(EventKind.LOCK, "java.util.concurrent.Semaphore$NonfairSync", 50_000_000);
    ContentionSums mutexes = new ContentionSums(true);
    ContentionSums all = new ContentionSums(false);
    mutexes.accept(sample);
    all.accept(sample);

    assertThat(rows(mutexes.table())).isEmpty();
    assertThat(rows(all.table())).hasSize(1);
  }

  @Test
  void nativeAllocationsAreMadeUpToTheInterval() {
    NativeMemorySums sums = new NativeMemorySums();
    sums.accept(sample(EventKind.NATIVEMEM, "", 1_024));
    sums.accept(sample(EventKind.NATIVEMEM, "", 1_000_000));

    assertThat(rows(sums.table())).containsExactly(new long[] {65, 65_536 + 1_000_000});
  }

  @Test
  void theDifferenceLeavesOutWhatDidNotChange() {
    ContentionSums sums = new ContentionSums(false);
    sums.accept(sample(EventKind.LOCK, "a.B", 50_000_000));
    sums.accept(sample(EventKind.LOCK, "a.C", 50_000_000));
    SampleTable before = sums.table();
    sums.accept(sample(EventKind.LOCK, "a.C", 20_000_000));

    assertThat(rows(sums.table().minus(before))).containsExactly(new long[] {1, 20_000_000});
    assertThat(rows(before.minus(before))).isEmpty();
  }
}
