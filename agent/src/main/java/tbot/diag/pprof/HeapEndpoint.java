package tbot.diag.pprof;

import java.util.Map;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.snapshot.HeapHistogram;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.stack.CallStack;

/**
 * {@code /debug/pprof/heap}: what the heap holds at this moment, by class and exact, beside where
 * objects were allocated. With {@code seconds}, what is allocated in that time and which of it is
 * not collected at the end.
 *
 * <p>With {@code gc=1} a full collection comes before what is alive is looked at: now, or at the
 * end of the span. Without it, garbage that no collection has found yet counts as alive. (In Go
 * what is in use is as of the last collection, and {@code gc} is ignored beside {@code seconds}.)
 */
final class HeapEndpoint extends CumulativeEndpoint {

  HeapEndpoint(
      String path, Recorder recorder, SyntheticAddresses addresses, CumulativeSums allocations) {
    super(path, recorder, addresses, ProfileType.HEAP, allocations);
  }

  @Override
  void prepare(WindowedProfile span, Query query) throws BadRequestException {
    // A table of fixed size in async-profiler's objectSampler.cpp.
    span.comment(
        "inuse: the profiler follows 1,024 sampled objects at a time, 512 MiB of small ones");
    if (isCollectionAskedFor(query)) {
      span.atEnd(HeapHistogram::collect).comment("inuse: alive after a collection at the end");
    } else {
      span.comment(
          "inuse: not collected at the end, garbage that no collection has found included; gc=1"
              + " collects first");
    }
  }

  @Override
  SampleTable untilNow(Query query, ProfileHeader header)
      throws InterruptedException, BadRequestException, ProfilerUnavailableException {
    SampleTable samples;
    try {
      samples = super.untilNow(query, header);
    } catch (ProfilerUnavailableException e) {
      // What the heap holds is worth having by itself.
      header.comment("alloc: " + e.getMessage());
      samples = new SampleTable(4);
    }
    for (Map.Entry<String, long[]> counted :
        HeapHistogram.read(isCollectionAskedFor(query)).entrySet()) {
      String type = counted.getKey();
      long[] sums = counted.getValue();
      samples.add(stackOf(type), new Label("class", type), 0, 0, sums[0], sums[1]);
    }
    return samples;
  }

  private static boolean isCollectionAskedFor(Query query) throws BadRequestException {
    String gc = query.get("gc");
    return gc != null && !gc.isEmpty() && !gc.equals("0");
  }

  /**
   * Where objects came from is not known afterwards: the class stands in for the function. It is no
   * Java code, which has source files.
   */
  private static CallStack stackOf(String type) {
    return CallStack.ofNative(type);
  }
}
