package tbot.diag.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Measures a scrape of each contender that Prometheus can scrape: how long it takes, how many are
 * possible in a second, and how much it allocates.
 *
 * <p>All hosts of a JVM run at the same time. They are measured in turn, one second each, so that a
 * change of the machine's speed affects all of them. The client runs on the same machine, and takes
 * the same share of the processors from each.
 *
 * <p>The time of a request depends on the pause before it. If requests follow each other closely,
 * the kernel delays acknowledgements by 40 ms. Prometheus makes pauses. So we measure both:
 * requests back to back, and requests with pauses, to all hosts in turn.
 */
final class Scrape {

  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(8);
  private static final int CONNECTIONS = 4;

  /** Longer than the kernel's shortest timeout, after which it acknowledges at once again. */
  private static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int INTERVALS = 30;
  private static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m");

  private final List<Page> pages = new ArrayList<>();
  private final String version;

  private Scrape(String version) {
    this.version = version;
  }

  /** One host's page and its figures. */
  private static final class Page {
    final HostProcess host;
    final List<Long> nanos = new ArrayList<>();
    final List<Long> intervalNanos = new ArrayList<>();
    final List<Double> backToBack = new ArrayList<>();
    final List<Double> concurrent = new ArrayList<>();
    final List<Double> bytes = new ArrayList<>();
    int samples;
    int size;

    Page(HostProcess host) {
      this.host = host;
    }
  }

  /**
   * Prints a row for each page.
   *
   * @param arguments see {@link Arguments}; a run is a round
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments options = Arguments.of(arguments);
    System.out.println(
        "| JVM | page of | samples | bytes sent | every 250 ms: p50, µs | p99, µs"
            + " | back to back: p50, µs | p99, µs | scrapes a second (quartiles)"
            + " | over 4 connections | KB allocated a scrape |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (String java : options.javas()) {
      Scrape scrape = new Scrape(JavaVersion.of(java));
      try (Sink sink = Sink.open()) {
        scrape.start(java, options.root(), sink);
        for (int round = 0; round < options.runs(); round++) {
          scrape.round();
        }
        scrape.print(options.root());
      } finally {
        scrape.pages.forEach(page -> page.host.close());
      }
    }
  }

  private void start(String java, Path root, Sink sink) throws IOException, InterruptedException {
    for (Contender contender : Contender.general()) {
      if (contender.isScraped()) {
        Page page = new Page(HostProcess.start(java, root, contender, sink, HEAP));
        pages.add(page);
        try (KeepAliveClient client = new KeepAliveClient(page.host.port())) {
          page.samples = client.samples();
          page.size = client.get().length;
        }
        concurrent(page, WARM_UP_NANOS);
      }
    }
  }

  private void round() throws IOException, InterruptedException {
    for (Page page : pages) {
      try (KeepAliveClient client = new KeepAliveClient(page.host.port())) {
        client.get();
        long before = page.host.allocated();
        int count = backToBack(page, client);
        page.bytes.add((double) (page.host.allocated() - before) / count);
        page.backToBack.add(count * 1e9 / SLICE_NANOS);
      }
      page.concurrent.add(concurrent(page, SLICE_NANOS) * 1e9 / SLICE_NANOS);
    }
    atIntervals();
  }

  /** Measures requests with pauses, over new connections. */
  private void atIntervals() throws IOException {
    List<KeepAliveClient> clients = new ArrayList<>();
    try {
      for (Page page : pages) {
        clients.add(new KeepAliveClient(page.host.port()));
      }
      long start = System.nanoTime();
      for (int interval = 0; interval < INTERVALS; interval++) {
        for (int i = 0; i < pages.size(); i++) {
          // Spread over the interval, so that the previous host has finished its work.
          sleepUntil(start + interval * INTERVAL_NANOS + i * INTERVAL_NANOS / pages.size());
          long before = System.nanoTime();
          clients.get(i).get();
          pages.get(i).intervalNanos.add(System.nanoTime() - before);
        }
      }
    } finally {
      for (KeepAliveClient client : clients) {
        client.close();
      }
    }
  }

  private static void sleepUntil(long nanoTime) {
    for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static int backToBack(Page page, KeepAliveClient client) throws IOException {
    int count = 0;
    long start = System.nanoTime();
    for (long now = start; now - start < SLICE_NANOS; count++) {
      client.get();
      long then = System.nanoTime();
      page.nanos.add(then - now);
      now = then;
    }
    return count;
  }

  private static long concurrent(Page page, long nanos) throws IOException, InterruptedException {
    LongAdder count = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      Thread thread = new Thread(() -> scrapeFor(nanos, page, count));
      thread.setUncaughtExceptionHandler(
          (failed, failure) -> {
            synchronized (failures) {
              failures.add(failure);
            }
          });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (!failures.isEmpty()) {
      throw new IOException(page.host.contender() + " failed under load", failures.get(0));
    }
    return count.sum();
  }

  private static void scrapeFor(long nanos, Page page, LongAdder count) {
    try (KeepAliveClient client = new KeepAliveClient(page.host.port())) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < nanos) {
        client.get();
        count.increment();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void print(Path root) throws IOException {
    for (Page page : pages) {
      long[] backToBack = sorted(page.nanos);
      long[] atIntervals = sorted(page.intervalNanos);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %d | %d | %.0f | %.0f | %.0f | %.0f | %s | %s | %.0f |%n",
          version,
          page.host.contender().title(root),
          page.samples,
          page.size,
          micros(atIntervals, 0.5),
          micros(atIntervals, 0.99),
          micros(backToBack, 0.5),
          micros(backToBack, 0.99),
          Spread.of(page.backToBack).text(0),
          Spread.of(page.concurrent).text(0),
          Spread.of(page.bytes).median() / 1e3);
    }
  }

  private static long[] sorted(List<Long> nanos) {
    return nanos.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  private static double micros(long[] sorted, double quantile) {
    return sorted[(int) (sorted.length * quantile)] / 1e3;
  }
}
