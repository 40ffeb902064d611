package tbot.diag.cli.profile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;

/** What each thread of a profile took, by its name. */
final class ThreadTimes {

  private final Map<String, Long> byName = new HashMap<>();

  /** Adds up a profile; one without threads gives nothing. */
  ThreadTimes(Profile profile) {
    int index = profile.header().weightIndex();
    profile.<RuntimeException>forEach(
        (stack, label, values) -> {
          String thread = Label.textOf(label, Label.THREAD);
          if (thread != null && values[index] > 0) {
            byName.merge(thread, values[index], Long::sum);
          }
        });
  }

  /** The threads that took most, the first one most of all. */
  List<Map.Entry<String, Long>> busiest(int most) {
    List<Map.Entry<String, Long>> sorted = new ArrayList<>(byName.entrySet());
    sorted.sort(
        Collections.reverseOrder(Map.Entry.<String, Long>comparingByValue())
            .thenComparing(Map.Entry.comparingByKey()));
    return sorted.subList(0, Math.min(most, sorted.size()));
  }
}
