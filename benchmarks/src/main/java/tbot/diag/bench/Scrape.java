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
 * What a scrape costs: how long it takes, how many there can be in a second, and what it allocates,
 * for each thing that Prometheus can scrape.
 *
 * <p>All hosts of a JVM run at the same time and are measured in turn, a second each, so that each
 * round sees the same machine. The client runs beside them and takes its part of the processors,
 * the same part from each.
 *
 * <p>A client that asks again at once and one that asks now and then, as Prometheus does, see
 * different times: once question and answer follow each other closely, the kernel holds
 * acknowledgements back for 40 ms. Both are measured; the one that asks now and then asks all hosts
 * in turn.
 */
final class Scrape {

  private static final long SLICE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(8);
  private static final int CROWD = 4;

  /** Longer than the kernel's shortest time-out, after which it acknowledges at once again. */
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final int PACED_ASKS = 30;
  private static final List<String> HEAP = List.of("-Xms128m", "-Xmx128m");

  private final List<Page> pages = new ArrayList<>();
  private final String version;

  private Scrape(String version) {
    this.version = version;
  }

  /** One host's page and what was seen of it. */
  private static final class Page {
    final HostProcess host;
    final List<Long> nanos = new ArrayList<>();
    final List<Long> pacedNanos = new ArrayList<>();
    final List<Double> alone = new ArrayList<>();
    final List<Double> crowded = new ArrayList<>();
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
   * @param arguments those of {@link Arguments}: the number of rounds
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Arguments told = Arguments.of(arguments);
    System.out.println(
        "| JVM | page of | samples | bytes sent | every 250 ms: p50, µs | p99, µs"
            + " | back to back: p50, µs | p99, µs | scrapes a second (quartiles)"
            + " | over 4 connections | KB allocated a scrape |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for (String java : told.javas()) {
      Scrape scrape = new Scrape(JavaVersion.of(java));
      try (Sink sink = Sink.open()) {
        scrape.start(java, told.root(), sink);
        for (int round = 0; round < told.runs(); round++) {
          scrape.round();
        }
        scrape.print(told.root());
      } finally {
        scrape.pages.forEach(page -> page.host.close());
      }
    }
  }

  private void start(String java, Path root, Sink sink) throws IOException, InterruptedException {
    for (Contender contender : Contender.values()) {
      if (contender.isScraped()) {
        Page page = new Page(HostProcess.start(java, root, contender, sink, HEAP));
        pages.add(page);
        try (KeepAliveClient client = new KeepAliveClient(page.host.port())) {
          page.samples = client.samples();
          page.size = client.get().length;
        }
        crowd(page, WARM_UP_NANOS);
      }
    }
  }

  private void round() throws IOException, InterruptedException {
    for (Page page : pages) {
      try (KeepAliveClient client = new KeepAliveClient(page.host.port())) {
        client.get();
        long before = page.host.allocated();
        int count = alone(page, client);
        page.bytes.add((double) (page.host.allocated() - before) / count);
        page.alone.add(count * 1e9 / SLICE_NANOS);
      }
      page.crowded.add(crowd(page, SLICE_NANOS) * 1e9 / SLICE_NANOS);
    }
    nowAndThen();
  }

  /** Over connections that have not been used otherwise. */
  private void nowAndThen() throws IOException {
    List<KeepAliveClient> clients = new ArrayList<>();
    try {
      for (Page page : pages) {
        clients.add(new KeepAliveClient(page.host.port()));
      }
      long start = System.nanoTime();
      for (int ask = 0; ask < PACED_ASKS; ask++) {
        for (int i = 0; i < pages.size(); i++) {
          // Spread over the pause, so that none is asked while the one before it still tidies up.
          sleepUntil(start + ask * PACE_NANOS + i * PACE_NANOS / pages.size());
          long before = System.nanoTime();
          clients.get(i).get();
          pages.get(i).pacedNanos.add(System.nanoTime() - before);
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

  private static int alone(Page page, KeepAliveClient client) throws IOException {
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

  private static long crowd(Page page, long nanos) throws IOException, InterruptedException {
    LongAdder count = new LongAdder();
    List<Thread> threads = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      Thread thread = new Thread(() -> askFor(nanos, page, count));
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

  private static void askFor(long nanos, Page page, LongAdder count) {
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
      long[] paced = sorted(page.pacedNanos);
      System.out.printf(
          Locale.ROOT,
          "| %s | %s | %d | %d | %.0f | %.0f | %.0f | %.0f | %s | %s | %.0f |%n",
          version,
          page.host.contender().title(root),
          page.samples,
          page.size,
          micros(paced, 0.5),
          micros(paced, 0.99),
          micros(backToBack, 0.5),
          micros(backToBack, 0.99),
          Spread.of(page.alone).text(0),
          Spread.of(page.crowded).text(0),
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
