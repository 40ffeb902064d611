package tbot.diag.pprof;

import tbot.diag.jvm.HostThreads;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.pages.IndexEntry;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.snapshot.StackElements;

/**
 * {@code /debug/pprof/threadcreate}: the live platform threads, each an OS thread, by the outermost
 * frames of their stacks, which show what they were started for.
 */
final class ThreadCreateEndpoint extends CountProfileEndpoint implements IndexEntry.Count {

  private static final int FRAMES = 3;

  ThreadCreateEndpoint(Symbols symbols, StoppableSpans spans) {
    super(symbols, spans);
  }

  /** The number of live platform threads. */
  @Override
  public String now() {
    return String.valueOf(HostThreads.count());
  }

  @Override
  ProfileHeader count(SampleTable samples, long each, ProfileHeader header) {
    StackElements elements = new StackElements();
    for (StackTraceElement[] trace : Thread.getAllStackTraces().values()) {
      samples.add(elements.stack(trace, Math.max(0, trace.length - FRAMES)), null, each);
    }
    return header;
  }
}
