package tbot.diag.pprof;

import com.sun.net.httpserver.HttpHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.profiling.Recorder;

/** The endpoints under {@code /debug/pprof/}. */
public final class PprofEndpoints {

  private static final String ROOT = "/debug/pprof/";

  /** Where programs with fgprof serve it, beside the others. */
  private static final String FGPROF = "/debug/fgprof";

  private PprofEndpoints() {}

  /**
   * Makes the handlers.
   *
   * <p>A handler answers its own path and, for what a server that matches prefixes sends it beyond
   * that, 404 {@code Unknown profile}. It keeps its thread until the answer is complete, which for
   * a profile is as long as the client asked for. Methods are the server's business, except that
   * {@code symbol} takes POST as well as GET.
   *
   * @param recorder takes the samples; closed by the caller, which breaks off what is in progress
   * @param cumulative what goes on being recorded, by the same recorder
   * @return by path; {@code /debug/pprof/} stands for unknown names below it too
   */
  public static Map<String, HttpHandler> create(Recorder recorder, CumulativeRecording cumulative) {
    SyntheticAddresses addresses = new SyntheticAddresses();
    IndexEndpoint index = new IndexEndpoint(ROOT);
    Map<String, HttpHandler> handlers = new LinkedHashMap<>();
    handlers.put(ROOT, index);
    handlers.put("/debug/pprof", new RedirectEndpoint("/debug/pprof"));
    handlers.put(ROOT + "cmdline", new CmdlineEndpoint(ROOT + "cmdline"));
    index.list(new IndexEntry("cmdline", "The command line of this JVM").plain());
    handlers.put(
        ROOT + "profile",
        new WindowEndpoint(ROOT + "profile", recorder, addresses, ProfileType.CPU));
    index.list(new IndexEntry("profile", "Where CPU time goes").spanning("30 s"));
    GoroutineEndpoint goroutine = new GoroutineEndpoint(ROOT + "goroutine", addresses);
    handlers.put(goroutine.path(), goroutine);
    index.list(
        new IndexEntry("goroutine", "The stacks of all threads, virtual ones included")
            .spanning("now")
            .withText()
            .withFullText()
            .counted(goroutine));
    ThreadCreateEndpoint threads = new ThreadCreateEndpoint(ROOT + "threadcreate", addresses);
    handlers.put(threads.path(), threads);
    index.list(
        new IndexEntry("threadcreate", "The live platform threads by what they were started for")
            .spanning("now")
            .withText()
            .counted(threads));
    handlers.put(ROOT + "symbol", new SymbolEndpoint(ROOT + "symbol", addresses));
    index.list(new IndexEntry("symbol", "The functions at addresses of profiles").plain());
    addSampled(handlers, index, recorder, cumulative, addresses);
    return handlers;
  }

  private static void addSampled(
      Map<String, HttpHandler> handlers,
      IndexEndpoint index,
      Recorder recorder,
      CumulativeRecording cumulative,
      SyntheticAddresses addresses) {
    CumulativeSums allocations = cumulative.allocations();
    CumulativeSums mutexes = cumulative.mutexes();
    CumulativeSums blocking = cumulative.blocking();
    handlers.put(
        ROOT + "allocs",
        new CumulativeEndpoint(
            ROOT + "allocs", recorder, addresses, ProfileType.ALLOCS, allocations));
    index.list(
        new IndexEntry("allocs", "Where objects were allocated since recording began")
            .spanning("so far")
            .withText()
            .counted(allocations));
    handlers.put(ROOT + "heap", new HeapEndpoint(ROOT + "heap", recorder, addresses, allocations));
    index.list(
        new IndexEntry("heap", "What the heap holds by class, and where objects were allocated")
            .spanning("now")
            .withText());
    handlers.put(
        ROOT + "mutex",
        new CumulativeEndpoint(ROOT + "mutex", recorder, addresses, ProfileType.MUTEX, mutexes));
    index.list(
        new IndexEntry("mutex", "Who waited for monitors and locks since recording began")
            .spanning("so far")
            .withText()
            .counted(mutexes));
    handlers.put(
        ROOT + "block",
        new CumulativeEndpoint(ROOT + "block", recorder, addresses, ProfileType.BLOCK, blocking));
    index.list(
        new IndexEntry(
                "block", "Who waited for monitors, locks and semaphores since recording began")
            .spanning("so far")
            .withText()
            .counted(blocking));
    handlers.put(
        ROOT + "wall", new WindowEndpoint(ROOT + "wall", recorder, addresses, ProfileType.WALL));
    index.list(
        new IndexEntry("wall", "Where the time of every thread goes, running or waiting")
            .spanning("30 s"));
    handlers.put(FGPROF, new WindowEndpoint(FGPROF, recorder, addresses, ProfileType.FGPROF));
    index.list(
        new IndexEntry("../fgprof", "The same as wall, under the names of fgprof")
            .spanning("30 s"));
    handlers.put(
        ROOT + "delta_heap",
        new DeltaEndpoint(ROOT + "delta_heap", addresses, ProfileType.ALLOCS, allocations));
    index.list(new IndexEntry("delta_heap", "What was added to allocs since this was last read"));
    handlers.put(
        ROOT + "delta_mutex",
        new DeltaEndpoint(ROOT + "delta_mutex", addresses, ProfileType.MUTEX, mutexes));
    index.list(new IndexEntry("delta_mutex", "What was added to mutex since this was last read"));
    handlers.put(
        ROOT + "delta_block",
        new DeltaEndpoint(ROOT + "delta_block", addresses, ProfileType.BLOCK, blocking));
    index.list(new IndexEntry("delta_block", "What was added to block since this was last read"));
    handlers.put(
        ROOT + "nativemem",
        new WindowEndpoint(ROOT + "nativemem", recorder, addresses, ProfileType.NATIVEMEM));
    index.list(
        new IndexEntry("nativemem", "Where memory outside of the Java heap is allocated")
            .spanning("30 s"));
    handlers.put(ROOT + "trace", new TraceEndpoint(ROOT + "trace", recorder));
    index.list(
        new IndexEntry("trace", "A recording for JDK Mission Control").plain().spanning("1 s"));
  }
}
