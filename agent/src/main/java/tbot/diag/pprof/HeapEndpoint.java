package tbot.diag.pprof;

import java.util.Map;
import tbot.diag.http.BadRequestException;
import tbot.diag.http.Query;
import tbot.diag.pprof.answer.ProfileTaker;
import tbot.diag.pprof.answer.StoppableSpans;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Label;
import tbot.diag.pprof.profile.Profile;
import tbot.diag.pprof.profile.ProfileHeader;
import tbot.diag.pprof.profile.ProfileType;
import tbot.diag.pprof.profile.SampleTable;
import tbot.diag.pprof.snapshot.HeapHistogram;
import tbot.diag.pprof.snapshot.SnapshotUnavailableException;
import tbot.diag.profiling.ProfilerUnavailableException;
import tbot.diag.profiling.Recorder;
import tbot.diag.profiling.stack.CallStack;

/**
 * {@code /debug/pprof/heap}: the exact current content of the heap by class, and where objects were
 * allocated. With {@code seconds}: the allocations of the span, and which of them are not collected
 * at its end.
 *
 * <p>{@code gc=1} runs a full collection before live objects are counted: now, or at the end of the
 * span. Without it, garbage that no collection has found yet counts as live. (In Go, live objects
 * are those of the last collection, and {@code gc} is ignored together with {@code seconds}.)
 */
final class HeapEndpoint extends CumulativeEndpoint {

  private final CumulativeRecording.Totals allocations;

  HeapEndpoint(
      Recorder recorder,
      Symbols symbols,
      StoppableSpans spans,
      CumulativeRecording.Totals allocations) {
    super(recorder, symbols, spans, ProfileType.HEAP, allocations);
    this.allocations = allocations;
  }

  @Override
  ProfileTaker take(Recorder recorder, Query query, int seconds)
      throws InterruptedException, BadRequestException, ProfilerUnavailableException {
    // The size of a table in async-profiler's objectSampler.cpp.
    ProfileHeader header =
        ProfileType.HEAP
            .header()
            .comment(
                "inuse: the profiler follows 1,024 sampled objects at a time, 512 MiB of small"
                    + " ones");
    if (query.isOn("gc")) {
      return new ProfileTaker(
          recorder,
          ProfileType.HEAP,
          seconds,
          header.comment("inuse: alive after a collection at the end"),
          HeapHistogram::collect);
    }
    return new ProfileTaker(
        recorder,
        ProfileType.HEAP,
        seconds,
        header.comment(
            "inuse: not collected at the end, garbage that no collection has found included; gc=1"
                + " collects first"),
        () -> {});
  }

  @Override
  Profile untilNow(Query query)
      throws InterruptedException, BadRequestException, SnapshotUnavailableException {
    ProfileHeader header = ProfileType.HEAP.header();
    SampleTable samples;
    try {
      samples = allocations.untilNow();
    } catch (ProfilerUnavailableException e) {
      // The content of the heap is useful without the allocations.
      header = header.comment("alloc: " + e.getMessage());
      samples = new SampleTable(4);
    }
    for (Map.Entry<String, long[]> entry : HeapHistogram.read(query.isOn("gc")).entrySet()) {
      String type = entry.getKey();
      long[] total = entry.getValue();
      // The class stands for the allocation site, which is not known afterwards. It is not a Java
      // function, which would have a source file.
      samples.add(
          CallStack.ofNative(type), Label.text(Label.CLASS, type), 0, 0, total[0], total[1]);
    }
    return new Profile(header.atNow(), samples);
  }
}
