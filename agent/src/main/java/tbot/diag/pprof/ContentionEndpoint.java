package tbot.diag.pprof;

import java.util.EnumSet;
import java.util.Set;
import tbot.diag.profiling.EventKind;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;

/**
 * {@code /debug/pprof/mutex} and {@code block}: where threads wait. In Go the first blames who held
 * the lock; here both show who waited.
 */
final class ContentionEndpoint extends CumulativeEndpoint {

  private final CumulativeRecording cumulative;
  private final boolean locksOnly;

  /**
   * An endpoint.
   *
   * @param locksOnly whether to leave out what is no mutual exclusion
   */
  ContentionEndpoint(
      String path,
      Recorder recorder,
      CumulativeRecording cumulative,
      AddressBook addresses,
      boolean locksOnly) {
    super(path, recorder, addresses);
    this.cumulative = cumulative;
    this.locksOnly = locksOnly;
  }

  @Override
  Set<EventKind> kinds() {
    return EnumSet.of(EventKind.LOCK);
  }

  @Override
  SampleSums newSums() {
    return new ContentionSums(locksOnly);
  }

  @Override
  ProfileHeader header() {
    return ContentionSums.header();
  }

  @Override
  SampleTable untilNow(Query query, ProfileHeader header)
      throws InterruptedException, ProfilerUnavailableException {
    return (locksOnly ? cumulative.mutexes() : cumulative.blocking()).table();
  }
}
