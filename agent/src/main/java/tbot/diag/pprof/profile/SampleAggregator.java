package tbot.diag.pprof.profile;

import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;

/**
 * Sums samples by stack and class, each made up to what it stands for. One thread adds while others
 * read.
 *
 * <p>The values alternate: a number of events, then what they weigh together. A sample may stand
 * for one and a half events, so the numbers are kept in thousandths. They never go down.
 */
public abstract class SampleAggregator implements SampleSink {

  /** One event. */
  static final long ONE = 1000;

  /** Fewer than a profile of its own span may have: these may be held as long as the host runs. */
  private static final int MAX_ROWS = 16_384;

  /** What a profile of its own span may have, all threads together. */
  public static final int MAX_ROWS_OF_A_SPAN = 65_536;

  private final int valuesPerRow;
  private final SampleTable sums;
  private volatile int size;

  SampleAggregator(int valuesPerRow) {
    this(valuesPerRow, MAX_ROWS, SampleTable.CUT_ROOM);
  }

  SampleAggregator(int valuesPerRow, int maxRows, double cutRoom) {
    this.valuesPerRow = valuesPerRow;
    this.sums = new SampleTable(valuesPerRow, maxRows, cutRoom);
  }

  @Override
  public final synchronized void accept(Sample sample) {
    add(sums, sample);
    size = sums.size();
  }

  /**
   * Adds a sample.
   *
   * @param sums numbers of events in units of {@link #ONE}
   */
  abstract void add(SampleTable sums, Sample sample);

  /** How many rows the sums have now; never waits. */
  public final int size() {
    return size;
  }

  /** The sums until now. */
  public final synchronized SampleTable table() {
    return asProfile(sums);
  }

  /**
   * What a profile has of the sums.
   *
   * @param sums numbers of events in units of {@link #ONE}; not to be changed
   */
  SampleTable asProfile(SampleTable sums) {
    SampleTable table = new SampleTable(valuesPerRow);
    sums.<RuntimeException>forEach(
        (stack, label, values) -> {
          for (int i = 0; i < values.length; i += 2) {
            values[i] /= ONE;
          }
          table.add(stack, label, values);
        });
    return table;
  }

  /** The label of what was allocated or waited for; null for none. */
  static Label classLabel(Sample sample) {
    return sample.type().isEmpty() ? null : new Label("class", sample.type());
  }
}
