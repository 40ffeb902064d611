package tbot.diag.pprof.profile;

import java.util.List;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;

/**
 * Adds up samples by stack and labels, each scaled to what it stands for. One thread adds while
 * others read.
 *
 * <p>The values alternate between a number of events and their weight. A sample may stand for a
 * fractional number of events, so the totals count thousandths. Totals never decrease.
 */
public abstract class SampleAggregator implements SampleSink {

  /** One event. */
  static final long ONE = 1000;

  /** The row limit of totals that may be held for as long as the host runs. */
  private static final int MAX_ROWS = 16_384;

  private final int valuesPerRow;
  private final SampleTable totals;
  private volatile int size;

  SampleAggregator(int valuesPerRow) {
    this(valuesPerRow, MAX_ROWS, SampleTable.CUT_ROOM);
  }

  SampleAggregator(int valuesPerRow, int maxRows, double cutRoom) {
    this.valuesPerRow = valuesPerRow;
    this.totals = new SampleTable(valuesPerRow, maxRows, cutRoom);
  }

  @Override
  public final synchronized void accept(Sample sample) {
    add(totals, sample);
    size = totals.size();
  }

  /**
   * Adds a sample.
   *
   * @param totals numbers of events in units of {@link #ONE}
   */
  abstract void add(SampleTable totals, Sample sample);

  /** The current number of rows; does not block. */
  public final int size() {
    return size;
  }

  /** A copy of the totals until now, as a profile has them. */
  public final synchronized SampleTable table() {
    return asProfile(totals);
  }

  /**
   * The rows of the profile of a span that has ended.
   *
   * @param startNanos when it began, on the clock of {@link System#nanoTime}
   * @param endNanos when it ended
   * @param comments gets what is to be said of the rows
   */
  public SampleTable tableOfSpan(long startNanos, long endNanos, List<String> comments) {
    return table();
  }

  /**
   * Copies totals into the rows of a profile.
   *
   * @param totals numbers of events in units of {@link #ONE}; not to be changed
   */
  SampleTable asProfile(SampleTable totals) {
    SampleTable table = new SampleTable(valuesPerRow);
    totals.<RuntimeException>forEach(
        (stack, label, values) -> {
          for (int i = 0; i < values.length; i += 2) {
            values[i] /= ONE;
          }
          table.add(stack, label, values);
        });
    return table;
  }

  /**
   * The label of the class that was allocated or waited for.
   *
   * @param next the labels after it, or null
   * @return null when the sample has no class
   */
  static Label classLabel(Sample sample, Label next) {
    return sample.type().isEmpty() ? null : Label.text(Label.CLASS, sample.type(), next);
  }
}
