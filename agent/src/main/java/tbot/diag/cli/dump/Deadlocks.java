package tbot.diag.cli.dump;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds threads that wait for each other. */
final class Deadlocks {

  private Deadlocks() {}

  /** Each deadlock as the threads of its cycle; each one waits for the next. */
  static List<List<DumpedThread>> find(List<DumpedThread> threads) {
    Map<Long, DumpedThread> byId = new HashMap<Long, DumpedThread>();
    for (DumpedThread thread : threads) {
      byId.put(thread.id(), thread);
    }
    List<List<DumpedThread>> cycles = new ArrayList<List<DumpedThread>>();
    Set<DumpedThread> seen = new HashSet<DumpedThread>();
    for (DumpedThread start : threads) {
      List<DumpedThread> path = new ArrayList<DumpedThread>();
      DumpedThread at = start;
      while (at != null && seen.add(at)) {
        path.add(at);
        at = byId.get(at.waitsFor());
      }
      int first = path.indexOf(at);
      if (first >= 0) {
        cycles.add(path.subList(first, path.size()));
      }
    }
    return cycles;
  }
}
