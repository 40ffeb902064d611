package tbot.diag.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;

/**
 * A host that measures its own throughput. It warms up, prints {@code ready}, and then works on
 * command. It answers {@code run MILLIS} on standard input with {@code units N}, the units of work
 * that it did in a second. It answers {@code heap MILLIS} with {@code bytes N}, the largest growth
 * of the heap meanwhile; a thread of its own observes that.
 */
final class WorkHost {

  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final long HEAP_INTERVAL_MILLIS = 5;
  private static final long COLLECTION_INTERVAL_MILLIS = 250;

  private static final int FIELDS = 200;

  private static final int STACKS_THREADS = 16;
  private static final int STACKS_CLASSES = 400;

  private static volatile long result;

  private WorkHost() {}

  /**
   * Works until standard input ends.
   *
   * @param arguments {@code cpu}, {@code alloc}, or {@code stacks} for many threads with many deep
   *     stacks that allocate nothing; then {@code live} to collect the garbage continuously, so
   *     that only reachable objects count
   */
  public static void main(String[] arguments) throws IOException {
    LongUnaryOperator unit = unit(arguments[0]);
    boolean live = arguments.length > 1 && arguments[1].equals("live");
    work(unit, WARM_UP_NANOS);
    System.out.println("ready");
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] words = line.split(" ", -1);
      long nanos = Long.parseLong(words[1]) * 1_000_000L;
      if (words[0].equals("heap")) {
        HeapWatch heap = new HeapWatch(live);
        work(unit, nanos);
        System.out.println("bytes " + heap.growth());
      } else {
        System.out.println("units " + work(unit, nanos));
      }
    }
  }

  private static LongUnaryOperator unit(String work) throws IOException {
    if (work.equals("cpu")) {
      return WorkHost::compute;
    }
    if (work.equals("alloc")) {
      return WorkHost::allocate;
    }
    Service[] layers = Services.load(STACKS_CLASSES);
    for (int i = 1; i < STACKS_THREADS; i++) {
      int seed = i;
      Thread thread = new Thread(() -> work(turn -> request(layers, turn, seed), Long.MAX_VALUE));
      thread.setDaemon(true);
      thread.start();
    }
    return turn -> request(layers, turn, 0);
  }

  private static long request(Service[] layers, long turn, int seed) {
    return Service.go(layers, ((turn + seed) * 5_003 & Long.MAX_VALUE) % Service.PATHS);
  }

  /** Works for that time; returns the units of work in a second. */
  private static double work(LongUnaryOperator unit, long nanos) {
    long start = System.nanoTime();
    long units = 0;
    long value = result;
    long passed = 0;
    while (passed < nanos) {
      value = unit.applyAsLong(value + units);
      units++;
      passed = System.nanoTime() - start;
    }
    result = value;
    return units * 1e9 / passed;
  }

  private static long compute(long seed) {
    long value = seed;
    for (int i = 0; i < 20_000; i++) {
      value ^= value << 13;
      value ^= value >>> 7;
      value ^= value << 17;
      value += i;
    }
    return value;
  }

  /**
   * Writes a text and parses it into a map, as services do with requests: 80 KB of garbage in 40
   * µs. Work that only allocates would depend on the speed of the memory, which other virtual
   * machines use, too.
   */
  private static long allocate(long seed) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < FIELDS; i++) {
      text.append("key ").append((seed + i * 31L) % 1000).append('=').append(seed * i).append(';');
    }
    Map<String, List<String>> fields = new HashMap<>();
    for (String field : text.toString().split(";", -1)) {
      int end = Math.max(0, field.indexOf('='));
      fields
          .computeIfAbsent(field.substring(0, end), any -> new ArrayList<>())
          .add(field.substring(end));
    }
    long sum = seed;
    for (String key : new TreeMap<>(fields).keySet()) {
      sum = sum * 31 + key.hashCode();
    }
    return sum & 0xffff;
  }

  /** Observes how far the used heap grows beyond its size after a collection. */
  private static final class HeapWatch implements Runnable {
    private final boolean live;
    private final long before;
    private volatile long highest;
    private volatile boolean over;

    /**
     * @param live whether to collect the garbage continuously; if not, garbage counts, too
     */
    HeapWatch(boolean live) {
      this.live = live;
      System.gc();
      before = used();
      Thread thread = new Thread(this, "heap-watch");
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void run() {
      try {
        while (!over) {
          if (live) {
            System.gc();
          }
          highest = Math.max(highest, used());
          Thread.sleep(live ? COLLECTION_INTERVAL_MILLIS : HEAP_INTERVAL_MILLIS);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    long growth() {
      over = true;
      return Math.max(0, highest - before);
    }

    private static long used() {
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }
}
