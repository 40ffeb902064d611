package tbot.diag.pprof.flamegraph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/**
 * The samples of a profile with a positive weight, the heaviest first, and the tree of their
 * stacks. What is beyond a limit of nodes is added up in one row.
 */
final class FlameGraphRows {

  /** Marks the frame of a class. No source file has this name. */
  private static final String CLASS_FILE = "<class>";

  private final CallTree tree = new CallTree();
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Integer> threads = new LinkedHashMap<>();

  FlameGraphRows(Profile profile, int maxNodes) {
    int weight = profile.header().weightIndex();
    profile.<RuntimeException>forEach(
        (stack, label, values) -> {
          if (values[weight] > 0) {
            rows.add(new Row(stack, label, values[weight]));
          }
        });
    rows.sort(Comparator.comparingLong((Row row) -> row.weight).reversed());
    int kept = 0;
    while (kept < rows.size() && tree.size() < maxNodes) {
      place(rows.get(kept++));
    }
    List<Row> others = rows.subList(kept, rows.size());
    if (!others.isEmpty()) {
      long total = others.stream().mapToLong(row -> row.weight).sum();
      others.clear();
      rows.add(new Row(SampleTable.OTHER_STACKS, null, total));
      place(rows.get(kept));
    }
  }

  private void place(Row row) {
    int node = tree.add(row.stack);
    String className = Label.classBeside(row.label, row.stack);
    if (className != null) {
      node = tree.child(node, new CallStack(classFrame(className)), 0);
    }
    row.node = node;
    String thread = Label.textOf(row.label, Label.THREAD);
    row.thread = thread == null ? 0 : number(thread);
  }

  private int number(String thread) {
    Integer known = threads.putIfAbsent(thread, threads.size() + 1);
    return known == null ? threads.size() : known;
  }

  private static Frame classFrame(String name) {
    return new Frame(new Function(Function.Origin.JAVA, name, CLASS_FILE), 0, true);
  }

  /** Whether a frame stands for a class that was allocated or waited for. */
  static boolean isClass(Frame frame) {
    return frame.function().file().equals(CLASS_FILE);
  }

  CallTree tree() {
    return tree;
  }

  List<Row> rows() {
    return rows;
  }

  /** The names of the threads, numbered from 1; empty for a profile that knows none. */
  List<String> threads() {
    return new ArrayList<>(threads.keySet());
  }

  /** One row of the profile, and where it is in the tree. */
  static final class Row {
    private final CallStack stack;
    private final Label label;
    private final long weight;
    private int node;
    private int thread;

    private Row(CallStack stack, Label label, long weight) {
      this.stack = stack;
      this.label = label;
      this.weight = weight;
    }

    long weight() {
      return weight;
    }

    /** The node of its innermost frame. */
    int node() {
      return node;
    }

    /** The number of its thread; 0 for none. */
    int thread() {
      return thread;
    }
  }
}
