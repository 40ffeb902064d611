package tbot.diag.pprof;

import com.sun.net.httpserver.HttpHandler;
import java.util.LinkedHashMap;
import java.util.Map;
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
    AddressBook addresses = new AddressBook();
    IndexEndpoint index = new IndexEndpoint(ROOT);
    Map<String, HttpHandler> handlers = new LinkedHashMap<>();
    handlers.put(ROOT, index);
    handlers.put(ROOT + "cmdline", new CmdlineEndpoint(ROOT + "cmdline"));
    index.list("cmdline", "the command line of this JVM");
    handlers.put(ROOT + "profile", TimeProfileEndpoint.cpu(ROOT + "profile", recorder, addresses));
    index.list("profile", "where CPU time goes, for 30 seconds");
    handlers.put(ROOT + "symbol", new SymbolEndpoint(ROOT + "symbol", addresses));
    index.list("symbol", "the functions at addresses of profiles from here");
    addSampled(handlers, index, recorder, cumulative, addresses);
    return handlers;
  }

  private static void addSampled(
      Map<String, HttpHandler> handlers,
      IndexEndpoint index,
      Recorder recorder,
      CumulativeRecording cumulative,
      AddressBook addresses) {
    handlers.put(
        ROOT + "allocs", new AllocsEndpoint(ROOT + "allocs", recorder, cumulative, addresses));
    index.list("allocs", "where objects were allocated, of all time");
    handlers.put(ROOT + "heap", new HeapEndpoint(ROOT + "heap", recorder, cumulative, addresses));
    index.list("heap", "what the heap holds by class, and where objects were allocated");
    handlers.put(
        ROOT + "mutex",
        new ContentionEndpoint(ROOT + "mutex", recorder, cumulative, addresses, true));
    index.list("mutex", "who waited for monitors and locks");
    handlers.put(
        ROOT + "block",
        new ContentionEndpoint(ROOT + "block", recorder, cumulative, addresses, false));
    index.list("block", "who waited for monitors, locks and semaphores");
    handlers.put(ROOT + "wall", TimeProfileEndpoint.wall(ROOT + "wall", recorder, addresses));
    index.list("wall", "where the time of every thread goes, for 30 seconds");
    handlers.put(FGPROF, TimeProfileEndpoint.fgprof(FGPROF, recorder, addresses));
    index.list("../fgprof", "the same under the names of fgprof");
    handlers.put(
        ROOT + "delta_heap",
        new DeltaEndpoint(
            ROOT + "delta_heap", addresses, AllocationSums::header, cumulative::allocations));
    index.list("delta_heap", "allocs since this was last read");
    handlers.put(
        ROOT + "delta_mutex",
        new DeltaEndpoint(
            ROOT + "delta_mutex", addresses, ContentionSums::header, cumulative::mutexes));
    index.list("delta_mutex", "mutex since this was last read");
    handlers.put(
        ROOT + "delta_block",
        new DeltaEndpoint(
            ROOT + "delta_block", addresses, ContentionSums::header, cumulative::blocking));
    index.list("delta_block", "block since this was last read");
    handlers.put(
        ROOT + "nativemem", new NativeMemoryEndpoint(ROOT + "nativemem", recorder, addresses));
    index.list("nativemem", "where native memory is allocated, for 30 seconds");
    handlers.put(ROOT + "trace", new TraceEndpoint(ROOT + "trace", recorder));
    index.list("trace", "a recording for JDK Mission Control, of one second");
  }
}
