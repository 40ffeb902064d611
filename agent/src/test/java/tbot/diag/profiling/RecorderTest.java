package tbot.diag.profiling;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
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
  private static final long PATIENCE_MILLIS = 120_000;

  @TempDir Path temp;
  private final List<RecordedSegment> segments = new CopyOnWriteArrayList<>();
  private volatile boolean refuses;
  private volatile double processors;
  private final Recorder recorder =
      new Recorder(new SegmentsOfThisTest(), () -> (long) (processors * System.nanoTime()));

  @BeforeAll
  static void leaveABusyMachineItsTime() {
    Awaitility.setDefaultTimeout(Duration.ofMinutes(2));
  }

  @AfterEach
  void close() {
    recorder.close();
  }

  /** One sample for each millisecond that the segment ran since it was last asked. */
  private void sampleItsWholeLife(RecordedSegment segment) {
    long now = System.nanoTime();
    for (long time = segment.advance(); time < now; time += MILLISECONDS.toNanos(1)) {
      segment.sampleAt(time);
    }
  }

  @Test
  void givesEachWindowTheSamplesOfItsOwnSpan() throws Exception {
    Tally early = new Tally();
    Tally late = new Tally();
    try (Window first = recorder.open(CPU, MILLISECONDS.toNanos(800), early)) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 100_000_000);
      try (Window second = recorder.open(CPU, MILLISECONDS.toNanos(1000), late)) {
        assertThat(first.await(PATIENCE_MILLIS)).isTrue();
        assertThat(second.await(PATIENCE_MILLIS)).isTrue();

        assertThat(early.count()).isBetween(795, 805);
        assertThat(late.count()).isBetween(995, 1005);
        assertThat(second.missedNanos()).as("the session went on").isZero();
        assertThat(segments).hasSize(1);
        assertThat(first.missedNanos()).isZero();
      }
    }
  }

  @Test
  void endsTheSessionAndItsThreadWithTheLastWindow() throws Exception {
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(20), new Tally())) {
      assertThat(window.await(PATIENCE_MILLIS)).isTrue();
    }

    await().until(() -> recorderThreads() == 0);
    assertThat(segments).hasSize(1).allMatch(s -> s.isStopped() && s.isDiscarded());
  }

  @Test
  void aWindowThatIsClosedEarlyEndsTheSession() throws Exception {
    Tally tally = new Tally();
    recorder.open(CPU, SECONDS.toNanos(3600), tally).close();

    await().until(() -> recorderThreads() == 0);
    assertThat(segments.get(0).isStopped()).isTrue();
    assertThat(tally.count()).isZero();
  }

  @Test
  void aSessionThatCannotStartRefusesTheWindowAndNotTheNext() throws Exception {
    refuses = true;
    assertThatThrownBy(() -> recorder.open(CPU, 1, new Tally()))
        .isInstanceOf(ProfilerUnavailableException.class)
        .hasMessage("not today");

    refuses = false;
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(10), new Tally())) {
      assertThat(window.await(PATIENCE_MILLIS)).isTrue();
    }
  }

  @Test
  void aSessionThatCannotBeRenewedFailsTheWindowsThatNeedIt() throws Exception {
    try (Window window = recorder.open(CPU, SECONDS.toNanos(3600), new Tally())) {
      refuses = true;
      segments.get(0).growTo(100_000_000);

      assertThatThrownBy(() -> window.await(PATIENCE_MILLIS))
          .isInstanceOf(ProfilerUnavailableException.class)
          .hasMessage("not today");
    }
    await().until(() -> segments.get(0).isDiscarded());
  }

  @Test
  void aRecordingThatGrowsLargeIsReadAndReplaced() throws Exception {
    Tally tally = new Tally();
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(1500), tally)) {
      segments.get(0).growTo(100_000_000);
      assertThat(window.await(PATIENCE_MILLIS)).isTrue();
      assertThat(segments).hasSize(2);
      assertThat(tally.count()).isCloseTo(1500 - millisBetweenSegments(), within(5));
      assertThat(window.missedNanos()).isGreaterThanOrEqualTo(nanosBetweenSegments());
    }
  }

  @Test
  void aRecordingOfManySamplesIsReadWhileItGoesOn() throws Exception {
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(1500), new Tally())) {
      segments.get(0).reachSamples(10_000);
      assertThat(window.await(PATIENCE_MILLIS)).isTrue();
      assertThat(segments).hasSize(1);
      // Once in between, as the end of the only window ends the session.
      assertThat(segments.get(0).flushes()).isEqualTo(1);
    }
  }

  @Test
  void aWindowWithoutAnEndIsFreshWhenAsked() throws Exception {
    Tally tally = new Tally();
    try (Window window = recorder.open(CPU, Recorder.UNBOUNDED, tally)) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 50_000_000);
      assertThat(tally.count()).isZero();

      recorder.refresh();

      assertThat(tally.count()).isGreaterThanOrEqualTo(50);
      assertThat(window.await(0)).isFalse();
      assertThat(segments).hasSize(1);
    }
    recorder.refresh();
  }

  @Test
  void whoWaitsOnlySoLongForAFreshWindowLeavesTheRestToTheRecorder() throws Exception {
    Tally tally = new Tally();
    CountDownLatch reading = new CountDownLatch(1);
    SampleSink slow =
        sample -> {
          try {
            reading.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          tally.accept(sample);
        };
    try (Window window = recorder.open(CPU, Recorder.UNBOUNDED, slow)) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 50_000_000);

      recorder.refresh(5);

      assertThat(tally.count()).as("while it is being read").isZero();
      reading.countDown();
      await().until(() -> tally.count() >= 50);
      assertThat(window.await(0)).isFalse();
    }
  }

  @Test
  void aSessionThatCannotBeFlushedIsReplaced() throws Exception {
    Tally tally = new Tally();
    try (Window window = recorder.open(CPU, Recorder.UNBOUNDED, tally)) {
      segments.get(0).breakDown();
      recorder.refresh();

      assertThat(segments).hasSize(2);
      assertThat(window.missedNanos()).isPositive();
    }
  }

  @Test
  void anotherKindOfEventRenewsTheSessionForBoth() throws Exception {
    try (Window first = recorder.open(CPU, Recorder.UNBOUNDED, new Tally());
        Window second =
            recorder.open(EnumSet.of(EventKind.LOCK), Recorder.UNBOUNDED, new Tally())) {
      assertThat(segments).hasSize(2);
      assertThat(segments.get(1).kinds()).containsExactly(EventKind.CPU, EventKind.LOCK);
      recorder.refresh();
      assertThat(first.missedNanos()).isPositive();
      assertThat(second.missedNanos()).isZero();
    }
  }

  @Test
  void aWindowOnLiveObjectsEndsTheSession() throws Exception {
    Set<EventKind> live = EnumSet.of(EventKind.ALLOC, EventKind.LIVE);
    try (Window endless = recorder.open(live, Recorder.UNBOUNDED, new Tally());
        Window window = recorder.open(live, MILLISECONDS.toNanos(50), new Tally())) {
      assertThat(window.await(PATIENCE_MILLIS)).isTrue();
      assertThat(segments).hasSize(2);
      assertThat(endless.await(0)).isFalse();
    }
  }

  @Test
  void aProgramThatAllocatesMuchIsSampledMoreCoarsely() throws Exception {
    Tally tally = new Tally();
    try (Window window = recorder.open(EnumSet.of(EventKind.ALLOC), Recorder.UNBOUNDED, tally)) {
      for (int i = 0; i < 20_000; i++) {
        segments.get(0).sampleAt(System.nanoTime(), EventKind.ALLOC);
      }
      recorder.refresh();

      await().until(() -> segments.size() == 2);
      assertThat(segments.get(0).intervals().allocBytes())
          .isEqualTo(EventKind.ALLOC_INTERVAL_BYTES);
      assertThat(segments.get(1).intervals().allocBytes())
          .isGreaterThan(EventKind.ALLOC_INTERVAL_BYTES);
      assertThat(tally.count()).as("nothing is lost").isGreaterThanOrEqualTo(20_000);
      recorder.refresh();
      assertThat(window.allocIntervalBytes()).isEqualTo(segments.get(1).intervals().allocBytes());
    }
  }

  @Test
  void aBusyProgramIsSampledAsInGoAndAnotherMoreFinely() throws Exception {
    Tally tally = new Tally();
    try (Window window = recorder.open(CPU, SECONDS.toNanos(2), tally)) {
      assertThat(segments.get(0).intervals().cpuNanos()).isEqualTo(EventKind.PERF_INTERVAL_NANOS);
      processors = 1;

      assertThat(window.await(PATIENCE_MILLIS)).isTrue();
      assertThat(segments).hasSize(2);
      assertThat(segments.get(1).intervals().cpuNanos()).isEqualTo(EventKind.CPU_INTERVAL_NANOS);
      assertThat(tally.count())
          .as("nothing else is lost")
          .isCloseTo(2_000 - millisBetweenSegments(), within(5));
    }
  }

  @Test
  void aRecordingIsOfItsOwnSpan() throws Exception {
    try (Window earlier = recorder.open(CPU, Recorder.UNBOUNDED, new Tally())) {
      await().until(() -> System.nanoTime() - segments.get(0).startNanos() > 100_000_000);
      long before = System.nanoTime();
      try (Recording recording = recorder.record(CPU, MILLISECONDS.toNanos(100))) {
        assertThat(recording.await(PATIENCE_MILLIS)).isTrue();
        int elapsedMillis = (int) NANOSECONDS.toMillis(System.nanoTime() - before);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        recording.copyTo(bytes);

        assertThat(bytes.size())
            .as("one byte a sample, one sample a millisecond, and none from before")
            .isBetween(95, elapsedMillis + 5);
      }
      assertThat(earlier.await(0)).isFalse();
    }
  }

  @Test
  void whatIsKnownToBeImpossibleLeavesTheSessionAlone() throws Exception {
    try (Window window = recorder.open(CPU, Recorder.UNBOUNDED, new Tally())) {
      assertThatThrownBy(() -> recorder.open(EnumSet.of(EventKind.NATIVEMEM), 1, new Tally()))
          .isInstanceOf(EventUnsupportedException.class);
      assertThat(segments).hasSize(1);
      assertThat(window.missedNanos()).isZero();
    }
  }

  @Test
  void aDamagedRecordingIsCountedAsMissed() throws Exception {
    try (Window window = recorder.open(CPU, MILLISECONDS.toNanos(20), new Tally())) {
      segments.get(0).damage();
      assertThat(window.await(PATIENCE_MILLIS)).isTrue();
      assertThat(window.missedSegments()).isEqualTo(1);
    }
    await().until(() -> segments.get(0).isDiscarded());
  }

  @Test
  void aSinkThatFailsFailsItsOwnWindowAlone() throws Exception {
    Tally good = new Tally();
    SampleSink bad =
        sample -> {
          throw new IllegalStateException("full");
        };
    try (Window failing = recorder.open(CPU, MILLISECONDS.toNanos(50), bad);
        Window passing = recorder.open(CPU, MILLISECONDS.toNanos(50), good)) {
      assertThatThrownBy(() -> failing.await(PATIENCE_MILLIS))
          .isInstanceOf(ProfilerUnavailableException.class)
          .hasMessageContaining("full");
      assertThat(passing.await(PATIENCE_MILLIS)).isTrue();
      assertThat(good.count()).isPositive();
    }
  }

  @Test
  void windowsThatEndTogetherShareOneFlush() throws Exception {
    long end = System.nanoTime() + MILLISECONDS.toNanos(300);
    try (Window longest = recorder.open(CPU, SECONDS.toNanos(3600), new Tally());
        Window one = recorder.open(CPU, end - System.nanoTime(), new Tally());
        Window two =
            recorder.open(CPU, end + MILLISECONDS.toNanos(10) - System.nanoTime(), new Tally())) {
      assertThat(one.await(PATIENCE_MILLIS)).isTrue();
      assertThat(two.await(PATIENCE_MILLIS)).isTrue();
      assertThat(longest.await(0)).isFalse();
      assertThat(segments).hasSize(1);
      assertThat(segments.get(0).flushes()).isEqualTo(1);
    }
  }

  @Test
  void closingBreaksOffWhatIsOpenAndRefusesMore() throws Exception {
    Window window = recorder.open(CPU, SECONDS.toNanos(3600), new Tally());

    recorder.close();

    assertThatThrownBy(() -> window.await(PATIENCE_MILLIS))
        .hasMessage("the agent is being stopped");
    assertThatThrownBy(() -> recorder.open(CPU, 1, new Tally()))
        .hasMessage("the agent is being stopped");
    assertThat(segments.get(0).isStopped()).isTrue();
    assertThat(recorderThreads()).isZero();
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

  private static final class Tally implements SampleSink {
    private final Queue<Sample> samples = new ConcurrentLinkedQueue<>();

    @Override
    public void accept(Sample sample) {
      samples.add(sample);
    }

    int count() {
      return samples.size();
    }
  }

  private final class SegmentsOfThisTest implements SegmentSource {
    @Override
    public Segment start(Set<EventKind> kinds, SamplingIntervals intervals)
        throws ProfilerUnavailableException {
      assertThat(segments).as("one session at a time").allMatch(RecordedSegment::isStopped);
      if (refuses) {
        throw new ProfilerUnavailableException("not today");
      }
      RecordedSegment segment =
          new RecordedSegment(kinds, intervals, RecorderTest.this::sampleItsWholeLife);
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
      return new RecordingSpool(
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }
  }
}
