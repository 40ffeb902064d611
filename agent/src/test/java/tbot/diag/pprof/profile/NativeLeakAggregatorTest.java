package tbot.diag.pprof.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.stack.CallStack;

class NativeLeakAggregatorTest {

  private static final long SIZE = EventKind.NATIVEMEM_INTERVAL_BYTES;

  private final NativeLeakAggregator aggregator = new NativeLeakAggregator();
  private final List<String> comments = new ArrayList<>();

  private static Sample allocation(String where, long address, long time) {
    return new Sample(EventKind.NATIVEMEM, time, CallStack.ofNative(where), "t", "", 1, SIZE)
        .at(address);
  }

  private static Sample free(long address, long time) {
    return new Sample(EventKind.NATIVE_FREE, time, CallStack.ofNative("-"), "", "", 1, 0)
        .at(address);
  }

  /** The rows of a span from 0 to 1000. */
  private List<String> held() {
    List<String> rows = new ArrayList<>();
    aggregator
        .tableOfSpan(0, 1000, comments)
        .<RuntimeException>forEach(
            (stack, label, values) ->
                rows.add(stack.frame(0).function().name() + " " + values[0] + " " + values[1]));
    return rows;
  }

  @Test
  void whatIsFreedIsLeftOut() {
    aggregator.accept(allocation("kept", 1, 10));
    aggregator.accept(allocation("freed", 2, 20));
    aggregator.accept(free(2, 30));

    assertThat(held()).containsExactly("kept 1 " + SIZE);
  }

  @Test
  void aFreeMayBeReadBeforeItsAllocation() {
    aggregator.accept(free(2, 30));
    aggregator.accept(allocation("freed", 2, 20));
    aggregator.accept(allocation("again", 2, 40));

    assertThat(held()).containsExactly("again 1 " + SIZE);
  }

  @Test
  void theLaterAllocationAtAnAddressCounts() {
    aggregator.accept(allocation("later", 2, 40));
    aggregator.accept(allocation("earlier", 2, 20));
    aggregator.accept(free(2, 30));

    assertThat(held()).containsExactly("later 1 " + SIZE);
  }

  @Test
  void theLastTenthOfTheSpanIsTooYoung() {
    aggregator.accept(allocation("old", 1, 900));
    aggregator.accept(allocation("young", 2, 901));

    assertThat(held()).containsExactly("old 1 " + SIZE);
    assertThat(comments).hasSize(1);
  }

  @Test
  void saysThatFreesWereForgotten() {
    NativeLeakAggregator small = new NativeLeakAggregator(new FreedAddresses(10));
    for (int i = 1; i <= 30; i++) {
      small.accept(free(i, i));
    }
    small.accept(allocation("known", 30, 1));
    small.accept(allocation("forgotten", 1, 0));

    List<String> rows = new ArrayList<>();
    small
        .tableOfSpan(0, 1000, comments)
        .<RuntimeException>forEach(
            (stack, label, values) -> rows.add(stack.frame(0).function().name()));
    assertThat(rows).containsExactly("forgotten");
    assertThat(comments).last().asString().contains("may be freed");
  }
}
