package tbot.diag.profiling;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.Sample;
import tbot.diag.profiling.sample.SampleSink;
import tbot.diag.profiling.sample.SamplingIntervals;

class RecorderTest {

  private static final Set<EventKind> CPU = EnumSet.of(EventKind.CPU);
  private static final long TIMEOUT_MILLIS = 120_000;

  @TempDir Path temp;
  private final List<FakeSegment> segments = new CopyOnWriteArrayList<>();
  private volatile Predicate<Set<EventKind>> startRefusal = kinds -> false;
  private volatile CountDownLatch startGate = new CountDownLatch(0);
  private final AtomicInteger starts = new AtomicInteger();
  private final List<FileChannel> spools = new CopyOnWriteArrayList<>();
  private volatile double processors;
  private final Recorder recorder =
      new Recorder(new FakeSource(), () -> (long) (processors * System.nanoTime()));

  @BeforeAll
  static void waitLongOnABusyMachine() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
  }

  @AfterEach
  void close() {
    recorder.close();
  }

  /** One sample for each millisecond that the segment ran since the last call. */
  private void sampleEachMillisecond(FakeSegment segment) {
    long now = System.nanoTime();
    for (long time = segment.advance(); time < now; time += MILLISECONDS.toNanos(1)) {
      segment.sampleAt(time);
    }
  }

  @Test
  void eachWindowGetsTheSamplesOfItsSpan() throws Exception {
    CountingSink early = new CountingSink();
    CountingSink late = new CountingSink();
    try (Window first = recorder.open(CPU, MILLISECONDS.toNanos(800), early)) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 100_000_000);
      try (Window second = recorder.open(CPU, MILLISECONDS.toNanos(1000), late)) {
        assertThat(first.await(TIMEOUT_MILLIS)).isTrue();
        assertThat(second.await(TIMEOUT_MILLIS)).isTrue();

        assertThat(early.count()).isBetween(795, 805);
        assertThat(late.count()).isBetween(995, 1005);
        assertThat(second.missedNanos()).as("the session continued").isZero();
        assertThat(segments).hasSize(1);
        assertThat(first.missedNanos()).isZero();
      }
    }
  }

  @Test
  void sessionAndThreadEndWithTheLastWindow() throws Exception {
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(20), new CountingSink())) {
      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
    }

    await().until(() -> recorderThreads() == 0);
    assertThat(segments).hasSize(1).allMatch(s -> s.isStopped() && s.isDiscarded());
  }

  @Test
  void closingTheOnlyWindowEndsTheSession() throws Exception {
    CountingSink sink = new CountingSink();
    recorder.open(CPU, SECONDS.toNanos(3600), sink).close();

    await().until(() -> recorderThreads() == 0);
    assertThat(segments.get(0).isStopped()).isTrue();
    assertThat(sink.count()).isZero();
  }

  @Test
  void aWindowThatIsEndedEarlyKeepsItsSamples() throws Exception {
    CountingSink sink = new CountingSink();
    try (Window window = recorder.open(CPU, SECONDS.toNanos(3600), sink)) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 100_000_000);

      window.endNow();

      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(window.spanNanos()).isBetween(100_000_000L, SECONDS.toNanos(3599));
      assertThat((double) sink.count())
          .isCloseTo(window.spanNanos() / 1e6, within(window.spanNanos() / 1e7 + 2));
      long span = window.spanNanos();
      window.endNow();
      assertThat(window.spanNanos()).as("the end of a window that is over").isEqualTo(span);
    }
  }

  @Test
  void failedStartFailsOnlyTheWindowThatCausedIt() throws Exception {
    startRefusal = kinds -> true;
    assertThatThrownBy(() -> recorder.open(CPU, 1, new CountingSink()))
        .isInstanceOf(ProfilerUnavailableException.class)
        .hasMessage("not today");

    startRefusal = kinds -> false;
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(10), new CountingSink())) {
      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
    }
  }

  @Test
  void failedReplacementFailsTheOpenWindows() throws Exception {
    try (Window window = recorder.open(CPU, SECONDS.toNanos(3600), new CountingSink())) {
      startRefusal = kinds -> true;
      segments.get(0).claimSize(100_000_000);

      assertThatThrownBy(() -> window.await(TIMEOUT_MILLIS))
          .isInstanceOf(ProfilerUnavailableException.class)
          .hasMessage("not today");
    }
    await().until(() -> segments.get(0).isDiscarded());
  }

  @Test
  void windowsFailThoughThereIsNoMemoryForTheReason() throws Exception {
    AtomicInteger failures = new AtomicInteger(2);
    try (Window window = recorder.open(CPU, SECONDS.toNanos(3600), new CountingSink())) {
      segments
          .get(0)
          .failStops(
              new OutOfMemoryError() {
                @Override
                public String getMessage() {
                  if (failures.getAndDecrement() > 0) {
                    throw new OutOfMemoryError("as a full host would");
                  }
                  return "the heap is full";
                }
              });
      segments.get(0).claimSize(100_000_000);

      assertThatThrownBy(() -> window.await(TIMEOUT_MILLIS))
          .isInstanceOf(ProfilerUnavailableException.class)
          .hasMessageEndingWith("the heap is full");
    }
    try (Window next = recorder.open(CPU, MILLISECONDS.toNanos(10), new CountingSink())) {
      assertThat(next.await(TIMEOUT_MILLIS)).isTrue();
    }
  }

  @Test
  void aWindowThatArrivesDuringAFailureIsNotFailedByIt() throws Exception {
    CompletableFuture<Window> next = new CompletableFuture<>();
    Thread opener =
        new Thread(
            () -> {
              try {
                next.complete(recorder.open(CPU, MILLISECONDS.toNanos(10), new CountingSink()));
              } catch (Exception e) {
                next.completeExceptionally(e);
              }
            });
    try (Window window = recorder.open(CPU, SECONDS.toNanos(3600), new CountingSink())) {
      segments
          .get(0)
          .failStops(
              new AssertionError() {
                @Override
                public String getMessage() {
                  // The recorder's thread asks for it before it fails the windows.
                  if (opener.getState() == Thread.State.NEW) {
                    opener.start();
                    await().until(() -> opener.getState() == Thread.State.WAITING);
                  }
                  return "broken";
                }
              });
      segments.get(0).claimSize(100_000_000);
      assertThatThrownBy(() -> window.await(TIMEOUT_MILLIS)).hasMessageEndingWith("broken");
    }
    try (Window opened = next.get(TIMEOUT_MILLIS, MILLISECONDS)) {
      assertThat(opened.await(TIMEOUT_MILLIS)).isTrue();
    }
  }

  @Test
  void largeRecordingIsReadAndReplaced() throws Exception {
    CountingSink sink = new CountingSink();
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(1500), sink)) {
      segments.get(0).claimSize(100_000_000);
      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(segments).hasSize(2);
      assertThat(sink.count()).isCloseTo(1500 - millisBetweenSegments(), within(5));
      assertThat(window.missedNanos()).isGreaterThanOrEqualTo(nanosBetweenSegments());
    }
  }

  @Test
  void recordingWithManySamplesIsReadWithoutReplacement() throws Exception {
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(1500), new CountingSink())) {
      segments.get(0).claimSamples(10_000);
      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(segments).hasSize(1);
      // Only one flush: the end of the only window ends the session.
      assertThat(segments.get(0).flushes()).isEqualTo(1);
    }
  }

  @Test
  void refreshDispatchesToAnUnboundedWindow() throws Exception {
    CountingSink sink = new CountingSink();
    try (Window window = recorder.open(CPU, Recorder.UNBOUNDED, sink)) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 50_000_000);
      assertThat(sink.count()).isZero();

      recorder.refresh();

      assertThat(sink.count()).isGreaterThanOrEqualTo(50);
      assertThat(window.await(0)).isFalse();
      assertThat(segments).hasSize(1);
    }
    recorder.refresh();
  }

  @Test
  void refreshContinuesInTheBackgroundAfterItsTimeout() throws Exception {
    CountingSink sink = new CountingSink();
    CountDownLatch unblocked = new CountDownLatch(1);
    SampleSink blocked =
        sample -> {
          try {
            unblocked.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          sink.accept(sample);
        };
    try (Window window = recorder.open(CPU, Recorder.UNBOUNDED, blocked)) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 50_000_000);

      recorder.refresh(5);

      assertThat(sink.count()).as("while the sink is blocked").isZero();
      unblocked.countDown();
      await().until(() -> sink.count() >= 50);
      assertThat(window.await(0)).isFalse();
    }
  }

  @Test
  void sessionThatCannotBeFlushedIsReplaced() throws Exception {
    CountingSink sink = new CountingSink();
    try (Window window = recorder.open(CPU, Recorder.UNBOUNDED, sink)) {
      segments.get(0).failFlushes();
      recorder.refresh();

      assertThat(segments).hasSize(2);
      assertThat(window.missedNanos()).isPositive();
    }
  }

  @Test
  void anotherEventKindReplacesTheSession() throws Exception {
    try (Window first = recorder.open(CPU, Recorder.UNBOUNDED, new CountingSink());
        Window second =
            recorder.open(EnumSet.of(EventKind.LOCK), Recorder.UNBOUNDED, new CountingSink())) {
      assertThat(segments).hasSize(2);
      assertThat(segments.get(1).kinds()).containsExactly(EventKind.CPU, EventKind.LOCK);
      recorder.refresh();
      assertThat(first.missedNanos()).isPositive();
      assertThat(second.missedNanos()).isZero();
    }
  }

  @Test
  void endOfAWindowOnLiveObjectsReplacesTheSession() throws Exception {
    Set<EventKind> live = EnumSet.of(EventKind.ALLOC, EventKind.LIVE);
    try (Window endless = recorder.open(live, Recorder.UNBOUNDED, new CountingSink());
        Window window = recorder.open(live, MILLISECONDS.toNanos(50), new CountingSink())) {
      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(segments).hasSize(2);
      assertThat(endless.await(0)).isFalse();
    }
  }

  @Test
  void onlyTheEndOfAWindowShowsWhatIsAlive() throws Exception {
    CountingSink sink = new CountingSink();
    Set<EventKind> live = EnumSet.of(EventKind.LIVE);
    try (Window window = recorder.open(live, SECONDS.toNanos(3600), sink)) {
      long allocated = System.nanoTime();
      segments.get(0).sampleAt(allocated, EventKind.LIVE);
      try (Window other = recorder.open(CPU, Recorder.UNBOUNDED, new CountingSink())) {
        assertThat(other.isClosed()).isFalse();
        segments.get(1).sampleAt(System.nanoTime(), EventKind.LIVE);
        window.endNow();
        assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      }

      assertThat(sink.samples)
          .as("what the session before it held may be garbage")
          .singleElement()
          .matches(sample -> sample.timeNanos() > segments.get(1).startNanos());
      assertThat(window.followedNanos()).isLessThan(window.spanNanos());
    }
  }

  @Test
  void aSessionOnLiveObjectsGoesOnWhenAnotherWindowEnds() throws Exception {
    Set<EventKind> both = EnumSet.of(EventKind.CPU, EventKind.LIVE);
    try (Window window = recorder.open(both, SECONDS.toNanos(3600), new CountingSink())) {
      try (Window other =
          recorder.open(EnumSet.of(EventKind.LOCK), Recorder.UNBOUNDED, new CountingSink())) {
        assertThat(other.isClosed()).isFalse();
      }
      recorder.refresh();
      window.endNow();

      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(segments).hasSize(2);
    }
  }

  @Test
  void frequentAllocationsAreSampledAtALongerInterval() throws Exception {
    CountingSink sink = new CountingSink();
    try (Window window = recorder.open(EnumSet.of(EventKind.ALLOC), Recorder.UNBOUNDED, sink)) {
      for (int i = 0; i < 20_000; i++) {
        segments.get(0).sampleAt(System.nanoTime(), EventKind.ALLOC);
      }
      recorder.refresh();

      await().until(() -> segments.size() == 2);
      assertThat(segments.get(0).intervals().allocBytes())
          .isEqualTo(EventKind.ALLOC_INTERVAL_BYTES);
      assertThat(segments.get(1).intervals().allocBytes())
          .isGreaterThan(EventKind.ALLOC_INTERVAL_BYTES);
      assertThat(sink.count()).as("nothing is lost").isGreaterThanOrEqualTo(20_000);
      recorder.refresh();
      assertThat(window.allocIntervalBytes()).isEqualTo(segments.get(1).intervals().allocBytes());
    }
  }

  @Test
  void busyProcessIsSampledAtGosInterval() throws Exception {
    CountingSink sink = new CountingSink();
    try (Window window = recorder.open(CPU, SECONDS.toNanos(2), sink)) {
      assertThat(segments.get(0).intervals().cpuNanos()).isEqualTo(EventKind.PERF_INTERVAL_NANOS);
      processors = 1;

      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(segments).hasSize(2);
      assertThat(segments.get(1).intervals().cpuNanos()).isEqualTo(EventKind.CPU_INTERVAL_NANOS);
      assertThat(sink.count())
          .as("nothing else is lost")
          .isCloseTo(2_000 - millisBetweenSegments(), within(5));
    }
  }

  @Test
  void recordingHasOnlyTheSamplesOfItsSpan() throws Exception {
    try (Window earlier = recorder.open(CPU, Recorder.UNBOUNDED, new CountingSink())) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 100_000_000);
      long before = System.nanoTime();
      try (Recording recording = recorder.record(CPU, MILLISECONDS.toNanos(100))) {
        assertThat(recording.await(TIMEOUT_MILLIS)).isTrue();
        long elapsedMillis = NANOSECONDS.toMillis(System.nanoTime() - before);

        assertThat(recording.file().size())
            .as("one byte per sample, one sample per millisecond, none from before")
            .isBetween(95L, elapsedMillis + 5);
      }
      assertThat(earlier.await(0)).isFalse();
    }
  }

  @Test
  void recordingThatCannotBeCopiedHarmsNoOther() throws Exception {
    CountingSink sink = new CountingSink();
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(200), sink);
        Recording broken = recorder.record(CPU, MILLISECONDS.toNanos(100));
        Recording other = recorder.record(CPU, MILLISECONDS.toNanos(100))) {
      spools.get(0).close();

      assertThatThrownBy(() -> broken.await(TIMEOUT_MILLIS))
          .isInstanceOf(ProfilerUnavailableException.class);
      assertThat(other.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(other.file().size()).isGreaterThan(50);
      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(window.missedSegments()).isZero();
      assertThat(sink.count()).isGreaterThan(150);
    }
  }

  @Test
  void unsupportedKindDoesNotTouchTheSession() throws Exception {
    try (Window window = recorder.open(CPU, Recorder.UNBOUNDED, new CountingSink())) {
      assertThatThrownBy(
              () -> recorder.open(EnumSet.of(EventKind.NATIVEMEM), 1, new CountingSink()))
          .isInstanceOf(EventUnsupportedException.class);
      assertThat(segments).hasSize(1);
      assertThat(window.missedNanos()).isZero();
    }
  }

  @Test
  void damagedRecordingIsCountedAsMissed() throws Exception {
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(20), new CountingSink())) {
      segments.get(0).damage();
      assertThat(window.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(window.missedSegments()).isEqualTo(1);
    }
    await().until(() -> segments.get(0).isDiscarded());
  }

  @Test
  void failingSinkFailsOnlyItsWindow() throws Exception {
    CountingSink good = new CountingSink();
    SampleSink bad =
        sample -> {
          throw new IllegalStateException("full");
        };
    try (Window failing = recorder.open(CPU, MILLISECONDS.toNanos(50), bad);
        Window passing = recorder.open(CPU, MILLISECONDS.toNanos(50), good)) {
      assertThatThrownBy(() -> failing.await(TIMEOUT_MILLIS))
          .isInstanceOf(ProfilerUnavailableException.class)
          .hasMessageContaining("full");
      assertThat(passing.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(good.count()).isPositive();
    }
  }

  @Test
  void windowsThatEndTogetherShareAFlush() throws Exception {
    long end = System.nanoTime() + MILLISECONDS.toNanos(300);
    try (Window longest = recorder.open(CPU, SECONDS.toNanos(3600), new CountingSink());
        Window one = recorder.open(CPU, end - System.nanoTime(), new CountingSink());
        Window two =
            recorder.open(
                CPU, end + MILLISECONDS.toNanos(10) - System.nanoTime(), new CountingSink())) {
      assertThat(one.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(two.await(TIMEOUT_MILLIS)).isTrue();
      assertThat(longest.await(0)).isFalse();
      assertThat(segments).hasSize(1);
      assertThat(segments.get(0).flushes()).isEqualTo(1);
    }
  }

  @Test
  void closeFailsOpenWindowsAndRejectsNewOnes() throws Exception {
    Window window = recorder.open(CPU, SECONDS.toNanos(3600), new CountingSink());

    recorder.close();

    assertThatThrownBy(() -> window.await(TIMEOUT_MILLIS)).hasMessage("the agent is being stopped");
    assertThatThrownBy(() -> recorder.open(CPU, 1, new CountingSink()))
        .hasMessage("the agent is being stopped");
    assertThat(segments.get(0).isStopped()).isTrue();
    assertThat(recorderThreads()).isZero();
  }

  @Test
  void refusedWindowDoesNotFailThoseThatArrivedWithIt() throws Exception {
    startRefusal = kinds -> kinds.contains(EventKind.LOCK);
    List<CompletableFuture<Window>> opened = openTogether(EventKind.WALL, EventKind.LOCK);

    assertThat(opened.get(0).get(TIMEOUT_MILLIS, MILLISECONDS)).isNotNull();
    assertThat(opened.get(1))
        .failsWithin(Duration.ofMillis(TIMEOUT_MILLIS))
        .withThrowableThat()
        .withMessageContaining("not today");
    assertThat(segments.get(segments.size() - 1).kinds())
        .containsExactly(EventKind.CPU, EventKind.WALL);
  }

  @Test
  void acceptedWindowsFailIfTheLastStartFails() throws Exception {
    // Starts: CPU; all, refused; CPU and WALL; all, refused; CPU and WALL, refused.
    AtomicInteger withoutLock = new AtomicInteger();
    startRefusal = kinds -> kinds.contains(EventKind.LOCK) || withoutLock.incrementAndGet() > 2;
    List<CompletableFuture<Window>> opened = openTogether(EventKind.WALL, EventKind.LOCK);

    for (CompletableFuture<Window> window : opened) {
      assertThat(window)
          .failsWithin(Duration.ofMillis(TIMEOUT_MILLIS))
          .withThrowableThat()
          .withMessageContaining("not today");
    }
  }

  /** Opens a window on CPU time, and while that starts one for each kind. */
  private List<CompletableFuture<Window>> openTogether(EventKind... kinds) throws Exception {
    startGate = new CountDownLatch(1);
    int before = starts.get();
    CompletableFuture<Window> first = openOnThread(EventKind.CPU);
    await().until(() -> starts.get() > before);
    List<CompletableFuture<Window>> others = new ArrayList<>();
    for (EventKind kind : kinds) {
      others.add(openOnThread(kind));
    }
    startGate.countDown();
    // It may fail with the others before its thread has seen that it was open.
    await().until(first::isDone);
    return others;
  }

  /** Returns when the window has arrived at the recorder. */
  private CompletableFuture<Window> openOnThread(EventKind kind) {
    CompletableFuture<Window> opened = new CompletableFuture<>();
    Thread opener =
        new Thread(
            () -> {
              try {
                opened.complete(
                    recorder.open(EnumSet.of(kind), Recorder.UNBOUNDED, new CountingSink()));
              } catch (InterruptedException | ProfilerUnavailableException e) {
                opened.completeExceptionally(e);
              }
            });
    opener.start();
    await().until(() -> opener.getState() == Thread.State.WAITING);
    return opened;
  }

  private int millisBetweenSegments() {
    return (int) NANOSECONDS.toMillis(nanosBetweenSegments());
  }

  private long nanosBetweenSegments() {
    return segments.get(1).startNanos() - segments.get(0).recordedUpTo();
  }

  private static long recorderThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tbot-diag-recorder"))
        .count();
  }

  private static final class CountingSink implements SampleSink {
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();

    @Override
    public void accept(Sample sample) {
      samples.add(sample);
    }

    int count() {
      return samples.size();
    }
  }

  private final class FakeSource implements SegmentSource {
    @Override
    public Segment start(Set<EventKind> kinds, SamplingIntervals intervals)
        throws ProfilerUnavailableException {
      assertThat(segments).as("one session at a time").allMatch(FakeSegment::isStopped);
      starts.incrementAndGet();
      try {
        startGate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      if (startRefusal.test(kinds)) {
        throw new ProfilerUnavailableException("not today");
      }
      FakeSegment segment =
          new FakeSegment(kinds, intervals, RecorderTest.this::sampleEachMillisecond);
      segments.add(segment);
      return segment;
    }

    @Override
    public void check(Set<EventKind> kinds) throws EventUnsupportedException {
      if (kinds.contains(EventKind.NATIVEMEM)) {
        throw new EventUnsupportedException("never here");
      }
    }

    @Override
    public void load() {}

    @Override
    public RecordingSpool newSpool() throws IOException {
      Path file = Files.createTempFile(temp, "spool", ".jfr");
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      spools.add(channel);
      return new RecordingSpool(channel);
    }
  }
}
