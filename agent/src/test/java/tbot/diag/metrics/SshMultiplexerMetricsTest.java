package tbot.diag.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tbot.diag.hooks.ConnectionListener.Outcome;
import tbot.diag.hooks.ErrorReason;

class SshMultiplexerMetricsTest {

  private static final int THREADS = 4;
  private static final int SCRAPES = 5_000;

  private final SshMultiplexerMetrics metrics = new SshMultiplexerMetrics();
  private final SshMultiplexerCollector collector = new SshMultiplexerCollector(metrics);

  private static double counter(MetricSnapshots scrape, String name, String label) {
    return counterFamily(scrape, name).getDataPoints().stream()
        .filter(p -> label == null || p.getLabels().get(labelName(name)).equals(label))
        .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
        .sum();
  }

  private static String labelName(String name) {
    return name.endsWith("handled") ? "status" : "reason";
  }

  private static CounterSnapshot counterFamily(MetricSnapshots scrape, String name) {
    return (CounterSnapshot)
        scrape.stream()
            .filter(s -> s.getMetadata().getName().equals("tbot_ssh_multiplexer_" + name))
            .findFirst()
            .orElseThrow();
  }

  private static double inFlight(MetricSnapshots scrape) {
    return scrape.stream()
        .filter(GaugeSnapshot.class::isInstance)
        .mapToDouble(s -> ((GaugeSnapshot) s).getDataPoints().get(0).getValue())
        .sum();
  }

  private static HistogramSnapshot.HistogramDataPointSnapshot duration(MetricSnapshots scrape) {
    return scrape.stream()
        .filter(HistogramSnapshot.class::isInstance)
        .map(s -> ((HistogramSnapshot) s).getDataPoints().get(0))
        .findFirst()
        .orElseThrow();
  }

  private static void assertConsistent(MetricSnapshots scrape) {
    double handled = counter(scrape, "requests_handled", null);
    assertThat(counter(scrape, "requests_started", null)).isEqualTo(handled + inFlight(scrape));
    assertThat(counter(scrape, "errors", null))
        .isEqualTo(counter(scrape, "requests_handled", "ERROR"));
    assertThat((double) duration(scrape).getCount()).isEqualTo(handled);
    assertThat(inFlight(scrape)).isNotNegative();
  }

  @Test
  void hostsWithoutAMultiplexerHaveTbotsMetricsOnly() {
    assertThat(collector.collect().stream())
        .extracting(family -> family.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "tbot_ssh_multiplexer_requests_started",
            "tbot_ssh_multiplexer_requests_handled",
            "tbot_ssh_multiplexer_requests_in_flight");
    metrics.multiplexerFound();
    assertThat(collector.collect().size()).isEqualTo(5);
  }

  @Test
  void hasEverySeriesAtZeroFromTheStart() {
    metrics.multiplexerFound();
    MetricSnapshots scrape = collector.collect();
    assertThat(counterFamily(scrape, "requests_handled").getDataPoints())
        .extracting(p -> p.getLabels().get("status"))
        .containsExactlyInAnyOrder("OK", "ERROR");
    assertThat(counterFamily(scrape, "errors").getDataPoints())
        .extracting(p -> p.getLabels().get("reason"))
        .containsExactlyInAnyOrder("probe", "auth_failed", "timeout", "exception", "disconnect");
    assertThat(counter(scrape, "requests_started", null)).isZero();
    assertThat(counter(scrape, "requests_handled", null)).isZero();
    assertThat(duration(scrape).getCount()).isZero();
  }

  @Test
  void countsOutcomesReasonsAndDurations() {
    for (int i = 0; i < 4; i++) {
      metrics.started();
    }
    metrics.ended(Outcome.OK, null, TimeUnit.MILLISECONDS.toNanos(20));
    metrics.ended(Outcome.ERROR, ErrorReason.TIMEOUT, TimeUnit.HOURS.toNanos(20));
    metrics.ended(Outcome.ERROR, null, -5);
    MetricSnapshots scrape = collector.collect();
    assertThat(counter(scrape, "requests_handled", "OK")).isEqualTo(1);
    assertThat(counter(scrape, "requests_handled", "ERROR")).isEqualTo(2);
    assertThat(counter(scrape, "errors", "timeout")).isEqualTo(1);
    assertThat(counter(scrape, "errors", "exception")).isEqualTo(1);
    assertThat(inFlight(scrape)).isEqualTo(1);
    HistogramSnapshot.HistogramDataPointSnapshot duration = duration(scrape);
    assertThat(duration.getSum()).isEqualTo(0.02 + 72_000);
    assertThat(duration.getClassicBuckets().getCount(0)).isEqualTo(1);
    assertThat(duration.getClassicBuckets().getCount(1)).isEqualTo(1);
    assertThat(duration.getClassicBuckets().getCount(duration.getClassicBuckets().size() - 1))
        .isEqualTo(1);
    assertConsistent(scrape);
  }

  @Test
  void ignoresAnEndWithoutAStart() {
    metrics.ended(Outcome.OK, null, 1);
    assertThat(inFlight(collector.collect())).isZero();
    assertThat(counter(collector.collect(), "requests_handled", null)).isZero();
  }

  @Test
  void everyScrapeUnderLoadAddsUp() throws Exception {
    ExecutorService host = Executors.newFixedThreadPool(THREADS);
    AtomicBoolean enough = new AtomicBoolean();
    List<Future<Long>> served = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      served.add(host.submit(() -> serveConnections(enough)));
    }
    try {
      double started = 0;
      double handled = 0;
      for (int i = 0; i < SCRAPES; i++) {
        MetricSnapshots scrape = collector.collect();
        assertConsistent(scrape);
        assertThat(counter(scrape, "requests_started", null)).isGreaterThanOrEqualTo(started);
        assertThat(counter(scrape, "requests_handled", null)).isGreaterThanOrEqualTo(handled);
        started = counter(scrape, "requests_started", null);
        handled = counter(scrape, "requests_handled", null);
      }
    } finally {
      enough.set(true);
      host.shutdown();
    }
    long total = 0;
    for (Future<Long> one : served) {
      total += one.get(1, TimeUnit.MINUTES);
    }
    assertThat(total).isPositive();
    assertThat(counter(collector.collect(), "requests_started", null)).isEqualTo((double) total);
    assertThat(inFlight(collector.collect())).isZero();
  }

  private long serveConnections(AtomicBoolean enough) {
    ErrorReason[] reasons = ErrorReason.values();
    long served = 0;
    while (!enough.get()) {
      metrics.started();
      int dice = ThreadLocalRandom.current().nextInt(reasons.length + 1);
      if (dice == reasons.length) {
        metrics.ended(Outcome.OK, null, served);
      } else {
        metrics.ended(Outcome.ERROR, reasons[dice], served);
      }
      served++;
    }
    return served;
  }
}
