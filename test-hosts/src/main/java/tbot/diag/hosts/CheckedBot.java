package tbot.diag.hosts;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A bot that says whether it is ready. Loaded and initialised when the host is told to. */
public final class CheckedBot {

  /** The thread that initialised the class. */
  static final String INITIALISER = Thread.currentThread().getName();

  static final AtomicInteger HUNG = new AtomicInteger();

  private static final CheckedBot INSTANCE = new CheckedBot();

  static volatile boolean ready = true;

  private CheckedBot() {}

  /** The one bot. */
  public static CheckedBot getInstance() {
    return INSTANCE;
  }

  /** Whether the bot is ready. */
  public static boolean isReady() {
    return ready;
  }

  /** The same, of the one bot, for those that may look. */
  @SuppressWarnings("unused") // called by its name
  private Boolean isAlive() {
    return ready && this == INSTANCE;
  }

  /** Never ready. */
  static boolean isBroken() {
    return false;
  }

  /** Throws. */
  static boolean fails() {
    throw new IllegalStateException("no route to \"db\"");
  }

  /** Never returns, whoever interrupts it. */
  static boolean hangs() {
    HUNG.incrementAndGet();
    CountDownLatch never = new CountDownLatch(1);
    while (true) {
      try {
        never.await();
      } catch (InterruptedException e) {
        // As code that ignores it.
      }
    }
  }
}
