package tbot.diag.pprof.profile;

import java.util.ArrayList;
import java.util.List;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;

/**
 * Rounds times that were sampled finely to whole periods.
 *
 * <p>Rounding each row would lose all rows of less than half a period. Instead, the rows are laid
 * end to end on one time line, ordered by thread and then by their outermost frames, and one sample
 * is taken per period. So the total, each thread and each function keep their time to within one
 * period.
 */
final class PeriodRounding {

  private PeriodRounding() {}

  /**
   * Rounds a table.
   *
   * @param fine rows with a time in nanoseconds as their second value
   * @return a new table with the number of periods and their nanoseconds; rows of none are left out
   */
  static SampleTable of(SampleTable fine, long periodNanos) {
    List<Row> rows = new ArrayList<>(fine.size());
    fine.<RuntimeException>forEach(
        (stack, label, values) -> rows.add(new Row(stack, label, values[1])));
    rows.sort(PeriodRounding::compare);
    SampleTable rounded = new SampleTable(2);
    long position = periodNanos / 2;
    for (Row row : rows) {
      long end = position + row.nanos;
      long periods = end / periodNanos - position / periodNanos;
      if (periods > 0) {
        rounded.add(row.stack, row.label, periods, periods * periodNanos);
      }
      position = end;
    }
    return rounded;
  }

  private static int compare(Row one, Row other) {
    int threads = one.thread.compareTo(other.thread);
    return threads != 0 ? threads : compare(one.stack, other.stack);
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
    private final String thread;

    Row(CallStack stack, Label label, long nanos) {
      this.stack = stack;
      this.label = label;
      this.nanos = nanos;
      String name = Label.textOf(label, Label.THREAD);
      this.thread = name == null ? "" : name;
    }
  }
}
