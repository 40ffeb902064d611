package tbot.diag.profiling.jfr;

import java.io.IOException;

/**
 * The checkpoint events of a chunk, which hold its constants. Each says where the one before it
 * begins.
 *
 * <p>They must be in the chunk and must not overlap. Otherwise a damaged chunk could have each of
 * many checkpoints read up to its end.
 */
final class JfrCheckpoints {

  private final JfrInput in;

  /** Where the events of the chunk begin. */
  private final int first;

  /** Where the next checkpoint begins, if there is one. */
  private int at;

  private boolean hasNext = true;

  /** What the next checkpoint must not reach beyond. */
  private int limit;

  /** The end of the current checkpoint. */
  private int end;

  /**
   * Begins with the last checkpoint of the chunk.
   *
   * @param in reads the recording from its start; the constants are read from it, too
   * @param first where the events of the chunk begin
   * @param end the end of the chunk
   * @param last where the last checkpoint begins
   */
  JfrCheckpoints(JfrInput in, int first, int end, int last) {
    this.in = in;
    this.first = first;
    this.limit = end;
    this.end = end;
    this.at = last;
  }

  /** Reads the recording; {@link #next} sets its position. */
  JfrInput input() {
    return in;
  }

  /**
   * Moves the input to the count of pools of the next checkpoint. The pools of the current one must
   * have been read.
   *
   * @return whether there is one
   * @throws IOException if the next one is damaged, or the pools went beyond the current one
   */
  boolean next() throws IOException {
    if (in.position() > end) {
      throw damaged();
    }
    if (!hasNext) {
      return false;
    }
    in.seek(at);
    int size = in.readInt();
    // Type, start and duration.
    in.skipNumbers(3);
    long delta = in.readLong();
    // The flush flag.
    in.skipNumbers(1);
    if (size <= 0 || size > limit - at || delta > 0 || delta < first - at) {
      throw damaged();
    }
    end = at + size;
    limit = at;
    at += (int) delta;
    hasNext = delta != 0;
    return true;
  }

  private static IOException damaged() {
    return new IOException("the constants are damaged");
  }
}
