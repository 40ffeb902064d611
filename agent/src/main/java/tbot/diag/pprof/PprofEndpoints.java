package tbot.diag.pprof;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import tbot.diag.calls.MethodTracer;
import tbot.diag.http.Route;
import tbot.diag.pprof.answer.PprofResponse;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.pages.Checkbox;
import tbot.diag.pprof.pages.Group;
import tbot.diag.pprof.pages.HeapTable;
import tbot.diag.pprof.pages.IndexEntry;
import tbot.diag.pprof.pages.TextField;
import tbot.diag.pprof.pages.ThreadTable;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.source.StartLines;

/** The table of endpoints of debug mode: each statement is an endpoint and its index entry. */
public final class PprofEndpoints {

  static final String INDEX = "/debug/pprof/";

  private final List<Route> routes = new ArrayList<>();
  private final List<IndexEntry> entries = new ArrayList<>();
  private final Symbols symbols;
  private final StoppableSpans spans = new StoppableSpans();
  private final Recorder recorder;
  private final CumulativeRecording cumulative;

  private PprofEndpoints(Recorder recorder, CumulativeRecording cumulative, StartLines startLines) {
    this.recorder = recorder;
    this.cumulative = cumulative;
    this.symbols = new Symbols(startLines);
  }

  /**
   * Makes the routes. A handler keeps its thread until its answer is complete, which for a profile
   * is as long as the client asked for.
   *
   * @param recorder takes the samples; closed by the caller, which breaks off running profiles
   * @param cumulative the cumulative profiles, recorded by the same recorder
   * @param fullCommandLine whether {@code cmdline} shows secrets; asked at each request
   * @param tracer has calls of methods logged
   * @param startLines of the methods of this JVM
   */
  public static List<Route> create(
      Recorder recorder,
      CumulativeRecording cumulative,
      BooleanSupplier fullCommandLine,
      MethodTracer tracer,
      StartLines startLines) {
    PprofEndpoints endpoints = new PprofEndpoints(recorder, cumulative, startLines);
    endpoints.addIndex();
    endpoints.addTimes();
    endpoints.addLatency(tracer);
    endpoints.addMemory();
    endpoints.addLocks();
    endpoints.addThreads();
    endpoints.addLookUps(fullCommandLine);
    return endpoints.routes;
  }

  private void addIndex() {
    add(Route.at(INDEX, new IndexEndpoint(entries)));
    add(at("take", new TakeEndpoint(entries)));
    add(at("stop", new StopEndpoint(spans)).withPost());
    add(Route.below(INDEX, "{profile}", new UnknownProfileEndpoint()));
    add(Route.at("/debug/pprof", new RedirectEndpoint()));
  }

  private void addTimes() {
    addSpan(INDEX + "profile", ProfileType.CPU, Group.CPU, "CPU time", "Where CPU time goes");
    addSpan(
        INDEX + "wall",
        ProfileType.WALL,
        Group.CPU,
        "Elapsed time",
        "Where the time of every thread goes, running or waiting");
    add(
            at("trace", new TraceEndpoint(recorder, spans)).slow(),
            Group.CPU,
            "Recording",
            "CPU, elapsed time, allocations and waits for JDK Mission Control")
        .plain()
        .lasting(TraceEndpoint.DEFAULT_SECONDS);
    // The path that Go programs with fgprof use.
    addSpan(
        "/debug/fgprof",
        ProfileType.FGPROF,
        Group.TOOLS,
        "Elapsed time for fgprof",
        "The same as wall, under the names of fgprof");
  }

  private void addLatency(MethodTracer tracer) {
    add(
            at("latency", new LatencyEndpoint(symbols, spans, tracer)).slow(),
            Group.CPU,
            "Slow calls",
            "Where the time of slow calls of a method goes")
        .asking(TextField.required("method", "Method", LatencyEndpoint.EXAMPLE_METHOD, " of {}"))
        .asking(
            TextField.optional(
                "threshold",
                "from",
                LatencyEndpoint.DEFAULT_THRESHOLD_MILLIS + "ms",
                ", {} or longer"))
        .withoutLink()
        .lasting(SpanEndpoint.DEFAULT_SECONDS);
  }

  private void addMemory() {
    HeapEndpoint heap = new HeapEndpoint(recorder, symbols, spans, cumulative.allocations());
    add(
            at("heap", new TableEndpoint(heap, new HeapTable())).slow(),
            Group.MEMORY,
            "Heap",
            "What the heap holds by class, and where objects were allocated")
        .spanning("now")
        .withTable("table of classes")
        .withText();
    addCumulative(
        "allocs",
        ProfileType.ALLOCS,
        cumulative.allocations(),
        Group.MEMORY,
        "Allocations",
        "Where objects were allocated since recording began");
    add(
            at(
                    "nativemem",
                    new SpanEndpoint(
                        recorder,
                        symbols,
                        spans,
                        ProfileType.NATIVEMEM,
                        "leak",
                        ProfileType.NATIVEMEM_LEAK))
                .slow(),
            Group.MEMORY,
            "Native memory",
            "Where memory outside of the Java heap is allocated")
        .asking(new Checkbox("leak", "not freed"))
        .lasting(SpanEndpoint.DEFAULT_SECONDS);
    addDelta("delta_heap", ProfileType.ALLOCS, cumulative.allocations(), "allocs");
  }

  private void addLocks() {
    addCumulative(
        "mutex",
        ProfileType.MUTEX,
        cumulative.mutexes(),
        Group.LOCKS,
        "Locks",
        "Who waited for monitors and locks since recording began");
    addCumulative(
        "block",
        ProfileType.BLOCK,
        cumulative.blocking(),
        Group.LOCKS,
        "All waits",
        "Who waited for monitors, locks and semaphores since recording began");
    addDelta("delta_mutex", ProfileType.MUTEX, cumulative.mutexes(), "mutex");
    addDelta("delta_block", ProfileType.BLOCK, cumulative.blocking(), "block");
  }

  private void addThreads() {
    GoroutineEndpoint goroutine = new GoroutineEndpoint(symbols, spans);
    add(
            at("goroutine", new TableEndpoint(goroutine, new ThreadTable())).slow(),
            Group.THREADS,
            "Threads",
            "The stacks of all threads, virtual ones included")
        .spanning("now")
        .withTable("table of threads")
        .withText()
        .withFullText()
        .counted(goroutine);
    add(
            at("goroutineleak", new GoroutineLeakEndpoint(symbols, spans)).slow(),
            Group.THREADS,
            "Stuck threads",
            "Threads that do nothing any more: in a deadlock, or stuck for some seconds")
        .spanning("now")
        .withText()
        .withFullText();
    ThreadCreateEndpoint threads = new ThreadCreateEndpoint(symbols, spans);
    add(
            at("threadcreate", threads).slow(),
            Group.THREADS,
            "Thread origins",
            "The live platform threads by what they were started for")
        .spanning("now")
        .withText()
        .counted(threads);
  }

  private void addLookUps(BooleanSupplier fullCommandLine) {
    add(
            at("symbol", new SymbolEndpoint(symbols)).withPost(),
            Group.TOOLS,
            "Symbols",
            "The functions at addresses of profiles")
        .plain();
    add(
            at("cmdline", new CmdlineEndpoint(fullCommandLine)),
            Group.TOOLS,
            "Command line",
            "The command line of this JVM")
        .plain();
  }

  private void addSpan(
      String path, ProfileType type, Group group, String title, String description) {
    IndexEntry entry =
        add(
                Route.at(path, new SpanEndpoint(recorder, symbols, spans, type)).slow(),
                group,
                title,
                description)
            .lasting(SpanEndpoint.DEFAULT_SECONDS);
    if (type.isOfTime()) {
      entry.withHeatmap();
    }
  }

  private void addCumulative(
      String name,
      ProfileType type,
      CumulativeRecording.Totals totals,
      Group group,
      String title,
      String description) {
    add(
            at(name, new CumulativeEndpoint(recorder, symbols, spans, type, totals)).slow(),
            group,
            title,
            description)
        .spanning("so far")
        .withText()
        .counted(totals);
  }

  private void addDelta(
      String name, ProfileType type, CumulativeRecording.Totals totals, String cumulativeName) {
    add(
        at(name, new DeltaEndpoint(symbols, type, totals)).slow(),
        Group.TOOLS,
        "New in " + cumulativeName,
        "What was added to " + cumulativeName + " since this was last read");
  }

  /** A quick route; what may take long is marked {@link Route#slow}. */
  private static Route at(String name, PprofHandler handler) {
    return Route.at(INDEX + name, handler);
  }

  private IndexEntry add(Route route, Group group, String title, String description) {
    add(route);
    IndexEntry entry = new IndexEntry(group, title, route.path(), description);
    entries.add(entry);
    return entry;
  }

  private void add(Route route) {
    routes.add(route.withErrorHeader(PprofResponse.GO_PPROF, "1"));
  }
}
