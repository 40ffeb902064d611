package tbot.diag.pprof;

import java.util.EnumSet;
import java.util.Set;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/** {@code /debug/pprof/allocs}: where objects are allocated. It never stops the program. */
final class AllocsEndpoint extends CumulativeEndpoint {

  private final CumulativeRecording cumulative;

  AllocsEndpoint(
      String path, Recorder recorder, CumulativeRecording cumulative, AddressBook addresses) {
    super(path, recorder, addresses);
    this.cumulative = cumulative;
  }

  @Override
  Set<EventKind> kinds() {
    return EnumSet.of(EventKind.ALLOC);
  }

  @Override
  SampleSums newSums() {
    return new AllocationSums();
  }

  @Override
  ProfileHeader header() {
    return AllocationSums.header()
        .preferring("alloc_space")
        .comment("inuse: not counted here, which would stop the program; heap does");
  }

  @Override
  SampleTable untilNow(Query query, ProfileHeader header)
      throws InterruptedException, ProfilerUnavailableException {
    return cumulative.allocations().table();
  }
}
