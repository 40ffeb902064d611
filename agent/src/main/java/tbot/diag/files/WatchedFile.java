package tbot.diag.files;

import java.util.Collections;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import tbot.diag.log.Log;

/**
 * What a file of secrets says, read again when the file has changed. Asked for, it looks at the
 * file once a second at most. If the new file is not valid, what the last valid one said stays in
 * force, with a warning for each change, and the file is read each time until it is valid.
 *
 * @param <T> what the file says
 */
public final class WatchedFile<T> {

  /**
   * Makes sense of a file's content.
   *
   * @param <T> what the file says
   */
  public interface Parser<T> {
    /**
     * Parses the whole content.
     *
     * @throws IllegalArgumentException with the reason in one line, without any of the content
     */
    T parse(byte[] content);
  }

  static final long CHECK_NANOS = 1_000_000_000;

  private static final long MAX_BYTES = 1 << 20;

  private final OptionFile file;
  private final Parser<T> parser;
  private final LongSupplier nanoTime;
  private final Consumer<String> warnings;
  private final ReentrantLock checking = new ReentrantLock();

  // Guarded by the lock.
  private final FileChanges changes;

  private volatile long nextCheck;
  private volatile T value;

  /**
   * Reads the file for the first time.
   *
   * @throws IllegalArgumentException if the file has more than 1 MiB, other users may read it, it
   *     cannot be read or is not valid; the message is one line with the option, the path and the
   *     reason
   */
  public WatchedFile(OptionFile file, Parser<T> parser) {
    this(file, parser, System::nanoTime, Log::warn);
  }

  WatchedFile(OptionFile file, Parser<T> parser, LongSupplier nanoTime, Consumer<String> warnings) {
    this.file = file;
    this.parser = parser;
    this.nanoTime = nanoTime;
    this.warnings = warnings;
    nextCheck = nanoTime.getAsLong() + CHECK_NANOS;
    // Before the content: a change in between is seen by the next check.
    changes = new FileChanges(Collections.singletonList(file), CHECK_NANOS);
    value = read();
  }

  /** What the file says. Waits for no other thread, in case the file's disk does not answer. */
  public T get() {
    long now = nanoTime.getAsLong();
    if (now - nextCheck >= 0 && checking.tryLock()) {
      try {
        nextCheck = now + CHECK_NANOS;
        check(now);
      } finally {
        checking.unlock();
      }
    }
    return value;
  }

  private void check(long now) {
    boolean changed = changes.areFound();
    if (!changed && !changes.isRetryDue(now)) {
      return;
    }
    changes.reading(now);
    try {
      value = read();
      changes.used();
    } catch (IllegalArgumentException e) {
      if (changed) {
        warnings.accept(e.getMessage() + "; what it said before stays in force");
      }
    }
  }

  private T read() {
    byte[] content = file.readSecret(MAX_BYTES);
    try {
      return parser.parse(content);
    } catch (IllegalArgumentException e) {
      throw file.invalid(e.getMessage());
    }
  }
}
