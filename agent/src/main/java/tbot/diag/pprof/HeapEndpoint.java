package tbot.diag.pprof;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.Frame;
import tbot.diag.profiling.Function;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/**
 * {@code /debug/pprof/heap}: what the heap holds at this moment, by class and exact, beside where
 * objects were allocated. With {@code seconds}, what is allocated in that time and which of it is
 * not collected at the end.
 */
final class HeapEndpoint extends CumulativeEndpoint {

  private final CumulativeRecording cumulative;

  HeapEndpoint(
      String path, Recorder recorder, CumulativeRecording cumulative, AddressBook addresses) {
    super(path, recorder, addresses);
    this.cumulative = cumulative;
  }

  @Override
  Set<EventKind> kinds() {
    return EnumSet.of(EventKind.ALLOC, EventKind.LIVE);
  }

  @Override
  SampleSums newSums() {
    return new AllocationSums();
  }

  @Override
  ProfileHeader header() {
    return AllocationSums.header();
  }

  @Override
  SampleTable untilNow(Query query, ProfileHeader header)
      throws InterruptedException, BadRequestException, ProfilerUnavailableException {
    SampleTable samples;
    try {
      samples = cumulative.allocations().table();
    } catch (ProfilerUnavailableException e) {
      // What the heap holds is worth having by itself.
      header.comment("alloc: " + e.getMessage());
      samples = new SampleTable(4);
    }
    String gc = query.get("gc");
    boolean collectFirst = gc != null && !gc.isEmpty() && !gc.equals("0");
    for (Map.Entry<String, long[]> counted : HeapHistogram.read(collectFirst).entrySet()) {
      String type = counted.getKey();
      long[] sums = counted.getValue();
      samples.add(stackOf(type), new Label("class", type), 0, 0, sums[0], sums[1]);
    }
    return samples;
  }

  /**
   * Where objects came from is not known afterwards: the class stands in for the function. It is no
   * Java code, which has source files.
   */
  private static CallStack stackOf(String type) {
    return new CallStack(new Frame(new Function(Function.Origin.NATIVE, type, ""), 0, false));
  }
}
