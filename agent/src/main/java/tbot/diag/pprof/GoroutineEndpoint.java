package tbot.diag.pprof;

import java.io.IOException;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.BodyOutput;
import tbot.diag.http.Query;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.jvm.HostThreads;
import tbot.diag.jvm.SpareMemory;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.pages.IndexEntry;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.pprof.snapshot.StackElements;
import tbot.diag.pprof.snapshot.ThreadDump;
import tbot.diag.pprof.snapshot.VirtualThreads;
import tbot.diag.profiling.ProfilerUnavailableException;

/**
 * {@code /debug/pprof/goroutine}, Java's counterpart of Go's goroutine profile: the current stacks
 * of all threads, virtual ones included. {@code debug=2} is a full thread dump.
 */
final class GoroutineEndpoint extends CountProfileEndpoint implements IndexEntry.Count {

  private static final int FULL_DUMP = 2;

  /** Go ends its dump at 64 MiB, too. */
  private static final long MAX_DUMP_CHARS = 64 << 20;

  GoroutineEndpoint(Symbols symbols, StoppableSpans spans) {
    super(symbols, spans);
  }

  /** The number of platform threads, with a plus if there may be virtual ones. */
  @Override
  public String now() {
    int count = HostThreads.count();
    return VirtualThreads.exist() ? count + "+" : String.valueOf(count);
  }

  @Override
  void answer(Request request, Responder responder)
      throws IOException,
          InterruptedException,
          BadRequestException,
          ProfilerUnavailableException,
          SnapshotUnavailableException {
    Query query = new Query(request.uri());
    if (query.debug() < FULL_DUMP || FormatParameter.of(query) != ProfileFormat.LEGACY_TEXT) {
      super.answer(request, responder);
      return;
    }
    ThreadDump dump = ThreadDump.take();
    BodyOutput out = new BodyOutput();
    dump.writeTo(out, longestDump());
    responder.send(new Response(ResponseHead.of(200, ResponseHead.TEXT), out.body()));
  }

  /** A million virtual threads must not fill the heap. */
  private static long longestDump() {
    return Math.min(MAX_DUMP_CHARS, SpareMemory.free() / 4);
  }

  @Override
  ProfileHeader count(SampleTable samples, long each, ProfileHeader header) {
    StackElements elements = new StackElements();
    for (StackTraceElement[] trace : Thread.getAllStackTraces().values()) {
      samples.add(elements.stack(trace), null, each);
    }
    if (VirtualThreads.exist()) {
      try {
        VirtualThreads.forEach(lines -> samples.add(elements.virtualStack(lines), null, each));
      } catch (IOException e) {
        return header.comment("lost: the virtual threads, " + e.getMessage());
      }
    }
    return header;
  }
}
