package tbot.diag.cli.wait;

import java.util.Random;

/**
 * How long {@code tbot wait} pauses between requests: 20 ms, twice as long each time, and 2 s at
 * most, of which a random part of at most a half is left out.
 */
final class Backoff {

  private static final long FIRST_MILLIS = 20;
  private static final long MOST_MILLIS = 2_000;

  private final Random random = new Random();
  private long next = FIRST_MILLIS;

  long nextMillis() {
    long whole = next;
    next = Math.min(2 * next, MOST_MILLIS);
    return whole - (long) (random.nextDouble() * (whole / 2.0));
  }
}
