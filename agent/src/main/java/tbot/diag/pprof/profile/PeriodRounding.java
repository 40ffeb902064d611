package tbot.diag.pprof.profile;

import java.util.ArrayList;
import java.util.List;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

/**
 * Turns times that were sampled finely into whole periods.
 *
 * <p>The rows are laid end to end, those of one thread together and in that those that share their
 * outermost frames, and one sample is taken every period along the line. So the whole, each thread
 * and each function keep their time up to one period, which rounding each row would not do: many
 * rows of less than a period would all vanish.
 */
final class PeriodRounding {

  private PeriodRounding() {}

  /**
   * A table of whole periods.
   *
   * @param fine rows of which the second value is a time in nanoseconds
   * @return of each row that got any, how many periods and their time in nanoseconds
   */
  static SampleTable of(SampleTable fine, long periodNanos) {
    List<Row> rows = new ArrayList<>(fine.size());
    fine.<RuntimeException>forEach(
        (stack, label, values) -> rows.add(new Row(stack, label, values[1])));
    rows.sort(PeriodRounding::compare);
    SampleTable whole = new SampleTable(2);
    long position = periodNanos / 2;
    for (Row row : rows) {
      long end = position + row.nanos;
      long periods = end / periodNanos - position / periodNanos;
      if (periods > 0) {
        whole.add(row.stack, row.label, periods, periods * periodNanos);
      }
      position = end;
    }
    return whole;
  }

  private static int compare(Row one, Row other) {
    int threads = thread(one).compareTo(thread(other));
    return threads != 0 ? threads : compare(one.stack, other.stack);
  }

  private static String thread(Row row) {
    return row.label == null ? "" : row.label.value();
  }

  private static int compare(CallStack one, CallStack other) {
    int shorter = Math.min(one.depth(), other.depth());
    for (int i = 1; i <= shorter; i++) {
      Frame first = one.frame(one.depth() - i);
      Frame second = other.frame(other.depth() - i);
      if (!first.equals(second)) {
        int frames = first.function().name().compareTo(second.function().name());
        frames = frames != 0 ? frames : Integer.compare(first.line(), second.line());
        if (frames != 0) {
          return frames;
        }
      }
    }
    return Integer.compare(one.depth(), other.depth());
  }

  private static final class Row {
    private final CallStack stack;
    private final Label label;
    private final long nanos;

    Row(CallStack stack, Label label, long nanos) {
      this.stack = stack;
      this.label = label;
      this.nanos = nanos;
    }
  }
}
