package tbot.diag.pprof;

import tbot.diag.jvm.HostThreads;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.snapshot.StackElements;

/**
 * {@code /debug/pprof/threadcreate}: the live platform threads, each of which is a thread of the
 * operating system, by what they were started for: the outermost frames of their stacks.
 */
final class ThreadCreateEndpoint extends CountProfileEndpoint implements IndexEntry.Count {

  private static final int FRAMES = 3;

  ThreadCreateEndpoint(String path, SyntheticAddresses addresses) {
    super(path, addresses);
  }

  /** The number of live platform threads. */
  @Override
  public String now() {
    return String.valueOf(HostThreads.count());
  }

  @Override
  void count(SampleTable samples, long each, ProfileHeader header) {
    StackElements elements = new StackElements();
    for (StackTraceElement[] trace : Thread.getAllStackTraces().values()) {
      samples.add(elements.stack(trace, Math.max(0, trace.length - FRAMES)), null, each);
    }
  }
}
