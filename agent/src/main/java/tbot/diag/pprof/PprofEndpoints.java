package tbot.diag.pprof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import tbot.diag.http.Route;
import tbot.diag.pprof.format.SyntheticAddresses;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.profiling.Recorder;

/** The table of endpoints of debug mode: each statement is an endpoint and its index entry. */
public final class PprofEndpoints {

  static final String INDEX = "/debug/pprof/";

  private final List<Route> routes = new ArrayList<>();
  private final List<IndexEntry> entries = new ArrayList<>();
  private final SyntheticAddresses addresses = new SyntheticAddresses();
  private final StoppableSpans spans = new StoppableSpans();
  private final Recorder recorder;
  private final CumulativeRecording cumulative;

  private PprofEndpoints(Recorder recorder, CumulativeRecording cumulative) {
    this.recorder = recorder;
    this.cumulative = cumulative;
  }

  /**
   * Makes the routes. A handler keeps its thread until its answer is complete, which for a profile
   * is as long as the client asked for.
   *
   * @param recorder takes the samples; closed by the caller, which breaks off running profiles
   * @param cumulative the cumulative profiles, recorded by the same recorder
   * @param fullCommandLine whether {@code cmdline} shows secrets; asked at each request
   */
  public static List<Route> create(
      Recorder recorder, CumulativeRecording cumulative, BooleanSupplier fullCommandLine) {
    PprofEndpoints endpoints = new PprofEndpoints(recorder, cumulative);
    endpoints.addIndex();
    endpoints.addGoProfiles(fullCommandLine);
    endpoints.addOtherProfiles();
    endpoints.add(at("stop", new StopEndpoint(endpoints.spans)).withPost());
    return endpoints.routes;
  }

  private void addIndex() {
    add(Route.at(INDEX, new IndexEndpoint(entries)));
    add(Route.below(INDEX, "{profile}", new UnknownProfileEndpoint()));
    add(Route.at("/debug/pprof", new RedirectEndpoint()));
  }

  /** The endpoints of Go's net/http/pprof. */
  private void addGoProfiles(BooleanSupplier fullCommandLine) {
    add(at("cmdline", new CmdlineEndpoint(fullCommandLine)), "The command line of this JVM")
        .plain();
    addSpan(INDEX + "profile", ProfileType.CPU, "Where CPU time goes");
    GoroutineEndpoint goroutine = new GoroutineEndpoint(addresses, spans);
    add(at("goroutine", goroutine).slow(), "The stacks of all threads, virtual ones included")
        .spanning("now")
        .withText()
        .withFullText()
        .counted(goroutine);
    ThreadCreateEndpoint threads = new ThreadCreateEndpoint(addresses, spans);
    add(
            at("threadcreate", threads).slow(),
            "The live platform threads by what they were started for")
        .spanning("now")
        .withText()
        .counted(threads);
    add(
            at("symbol", new SymbolEndpoint(addresses)).withPost(),
            "The functions at addresses of profiles")
        .plain();
    addCumulative(
        "allocs",
        ProfileType.ALLOCS,
        cumulative.allocations(),
        "Where objects were allocated since recording began");
    add(
            at("heap", new HeapEndpoint(recorder, addresses, spans, cumulative.allocations()))
                .slow(),
            "What the heap holds by class, and where objects were allocated")
        .spanning("now")
        .withText();
    addCumulative(
        "mutex",
        ProfileType.MUTEX,
        cumulative.mutexes(),
        "Who waited for monitors and locks since recording began");
    addCumulative(
        "block",
        ProfileType.BLOCK,
        cumulative.blocking(),
        "Who waited for monitors, locks and semaphores since recording began");
  }

  /** The add-ons that Go programs use, and those for the JVM alone. */
  private void addOtherProfiles() {
    addSpan(
        INDEX + "wall",
        ProfileType.WALL,
        "Where the time of every thread goes, running or waiting");
    // The path that Go programs with fgprof use.
    addSpan("/debug/fgprof", ProfileType.FGPROF, "The same as wall, under the names of fgprof");
    addDelta("delta_heap", ProfileType.ALLOCS, cumulative.allocations(), "allocs");
    addDelta("delta_mutex", ProfileType.MUTEX, cumulative.mutexes(), "mutex");
    addDelta("delta_block", ProfileType.BLOCK, cumulative.blocking(), "block");
    addSpan(
        INDEX + "nativemem",
        ProfileType.NATIVEMEM,
        "Where memory outside of the Java heap is allocated");
    add(
            at("trace", new TraceEndpoint(recorder, spans)).slow(),
            "A recording for JDK Mission Control")
        .plain()
        .spanning(TraceEndpoint.DEFAULT_SECONDS + " s");
  }

  private void addSpan(String path, ProfileType type, String description) {
    add(Route.at(path, new SpanEndpoint(recorder, addresses, spans, type)).slow(), description)
        .spanning(SpanEndpoint.DEFAULT_SECONDS + " s");
  }

  private void addCumulative(
      String name, ProfileType type, CumulativeRecording.Totals totals, String description) {
    add(
            at(name, new CumulativeEndpoint(recorder, addresses, spans, type, totals)).slow(),
            description)
        .spanning("so far")
        .withText()
        .counted(totals);
  }

  private void addDelta(
      String name, ProfileType type, CumulativeRecording.Totals totals, String cumulativeName) {
    add(
        at(name, new DeltaEndpoint(addresses, type, totals)).slow(),
        "What was added to " + cumulativeName + " since this was last read");
  }

  /** A quick route; what may take long is marked {@link Route#slow}. */
  private static Route at(String name, PprofHandler handler) {
    return Route.at(INDEX + name, handler);
  }

  private IndexEntry add(Route route, String description) {
    add(route);
    IndexEntry entry = new IndexEntry(route.path(), description);
    entries.add(entry);
    return entry;
  }

  private void add(Route route) {
    routes.add(route.withErrorHeader(PprofResponse.GO_PPROF, "1"));
  }
}
