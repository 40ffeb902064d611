package tbot.diag.http.access;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts failed logins: ten a minute for each client. Of many clients, those that tried last are
 * remembered.
 */
public final class LoginThrottle {

  static final int MOST_FAILURES = 10;
  static final int MOST_CLIENTS = 1024;
  private static final long WINDOW_NANOS = 60_000_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final LongSupplier nanoTime;

  /** When a client's last ten logins failed, the oldest first. Guarded by this object. */
  private final Map<String, ArrayDeque<Long>> failures =
      new LinkedHashMap<String, ArrayDeque<Long>>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ArrayDeque<Long>> eldest) {
          return size() > MOST_CLIENTS;
        }
      };

  public LoginThrottle() {
    this(
        // No lambda: it may be made before the host's main.
        new LongSupplier() {
          @Override
          public long getAsLong() {
            return System.nanoTime();
          }
        });
  }

  LoginThrottle(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How long a client must wait before it may try again; 0 if it need not. */
  synchronized int secondsToWait(String client) {
    ArrayDeque<Long> times = failures.get(client);
    long left = times == null || times.size() < MOST_FAILURES ? 0 : left(times.peekFirst());
    return left <= 0 ? 0 : (int) ((left + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
  }

  /** How long a failure still counts. */
  private long left(long time) {
    return time + WINDOW_NANOS - nanoTime.getAsLong();
  }

  /** Counts a failure. */
  synchronized void failed(String client) {
    ArrayDeque<Long> times = failures.get(client);
    if (times == null) {
      times = new ArrayDeque<Long>(MOST_FAILURES);
      failures.put(client, times);
    }
    if (times.size() == MOST_FAILURES) {
      times.removeFirst();
    }
    times.addLast(nanoTime.getAsLong());
  }
}
