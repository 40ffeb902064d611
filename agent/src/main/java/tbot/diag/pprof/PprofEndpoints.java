package tbot.diag.pprof;

import com.sun.net.httpserver.HttpHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import tbot.diag.profiling.Recorder;

/** The endpoints under {@code /debug/pprof/}. */
public final class PprofEndpoints {

  private static final String ROOT = "/debug/pprof/";

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
   * @return by path; {@code /debug/pprof/} stands for unknown names below it too
   */
  public static Map<String, HttpHandler> create(Recorder recorder) {
    AddressBook addresses = new AddressBook();
    IndexEndpoint index = new IndexEndpoint(ROOT);
    Map<String, HttpHandler> handlers = new LinkedHashMap<>();
    handlers.put(ROOT, index);
    handlers.put("/debug/pprof", new RedirectEndpoint("/debug/pprof"));
    handlers.put(ROOT + "cmdline", new CmdlineEndpoint(ROOT + "cmdline"));
    index.list(new IndexEntry("cmdline", "The command line of this JVM").plain());
    handlers.put(ROOT + "profile", new CpuProfileEndpoint(ROOT + "profile", recorder, addresses));
    index.list(new IndexEntry("profile", "Where CPU time goes").spanning("30 s"));
    handlers.put(ROOT + "goroutine", new GoroutineEndpoint(ROOT + "goroutine", addresses));
    index.list(
        new IndexEntry("goroutine", "The stacks of all threads, virtual ones included")
            .spanning("now")
            .withText()
            .withFullText()
            .counted(GoroutineEndpoint::countOfPlatformThreads));
    handlers.put(ROOT + "threadcreate", new ThreadCreateEndpoint(ROOT + "threadcreate", addresses));
    index.list(
        new IndexEntry("threadcreate", "The live platform threads by what they were started for")
            .spanning("now")
            .withText()
            .counted(ThreadCreateEndpoint::countOfThreads));
    handlers.put(ROOT + "symbol", new SymbolEndpoint(ROOT + "symbol", addresses));
    index.list(new IndexEntry("symbol", "The functions at addresses of profiles").plain());
    return handlers;
  }
}
