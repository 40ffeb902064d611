package tbot.diag.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The iterations of all tasks. Does not use the metrics library, which must not be loaded before
 * the first scrape. Thread-safe.
 */
public final class TaskMetrics {

  private final Map<String, TaskIterations> tasks = new HashMap<String, TaskIterations>();

  /**
   * Adds a task, in place of one of the same name.
   *
   * @param type the label {@code service}
   * @param name the label {@code name}; any text
   */
  public synchronized TaskIterations add(String type, String name) {
    TaskIterations added = new TaskIterations(type, name);
    tasks.put(name, added);
    return added;
  }

  /** Shows this task no longer. What it still counts is ignored. */
  public synchronized void remove(String name) {
    tasks.remove(name);
  }

  synchronized List<TaskIterations> all() {
    return new ArrayList<TaskIterations>(tasks.values());
  }
}
