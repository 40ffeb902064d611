package tbot.diag.pprof.format;

import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/**
 * Encodes the stack of a sample as the ids of its locations.
 *
 * <p>Even in a recording of distinct stacks, at least two in five frames are outer frames of the
 * previous stack. So the buffer is filled from its end, the outermost location first, and the ids
 * that both stacks share are not encoded again.
 */
final class LocationIds {

  private static final int MAX_BYTES_OF_ID = 5;

  private static final int INSIDE = -1;

  private final LocationTable locations;
  private byte[] bytes = new byte[1024];
  private int start = bytes.length;
  private CallStack last = new CallStack();
  // By a number of outer frames of the last stack: the bytes of their ids, or INSIDE when that many
  // frames end inside a location.
  private int[] sizes = new int[64];

  LocationIds(LocationTable locations) {
    this.locations = locations;
  }

  /** Encodes a stack; the result is valid until the next call. */
  void encode(CallStack stack) {
    int depth = stack.depth();
    makeRoom(depth);
    int known = sharedWithLast(stack);
    start = bytes.length - sizes[known];
    for (int to = depth - known; to > 0; ) {
      int from = startOfLocation(stack, to);
      prepend(locations.idOf(stack, from, to));
      for (int inlined = depth - to + 1; inlined < depth - from; inlined++) {
        sizes[inlined] = INSIDE;
      }
      sizes[depth - from] = bytes.length - start;
      to = from;
    }
    last = stack;
  }

  /** Holds the encoded ids from {@link #start} to its end. */
  byte[] buffer() {
    return bytes;
  }

  int start() {
    return start;
  }

  /**
   * The number of outer frames whose ids can be reused: the same objects as in the last stack, and
   * whole locations only. Equal frames that are not the same object are encoded again.
   */
  @SuppressWarnings("ReferenceEquality")
  private int sharedWithLast(CallStack stack) {
    int depth = stack.depth();
    int lastDepth = last.depth();
    int limit = Math.min(depth, lastDepth);
    int shared = 0;
    while (shared < limit
        && stack.frame(depth - shared - 1) == last.frame(lastDepth - shared - 1)) {
      shared++;
    }
    while (sizes[shared] == INSIDE
        || (shared > 0 && shared < depth && isInlined(stack, depth - shared - 1))) {
      shared--;
    }
    return shared;
  }

  private void makeRoom(int depth) {
    if (depth >= sizes.length) {
      sizes = Arrays.copyOf(sizes, 2 * depth);
    }
    int used = bytes.length - start;
    if (MAX_BYTES_OF_ID * depth > bytes.length) {
      byte[] larger = new byte[2 * MAX_BYTES_OF_ID * depth];
      System.arraycopy(bytes, start, larger, larger.length - used, used);
      bytes = larger;
      start = larger.length - used;
    }
  }

  private void prepend(int id) {
    int length = 1;
    for (int rest = id >>> 7; rest != 0; rest >>>= 7) {
      length++;
    }
    start -= length;
    int at = start;
    int rest = id;
    for (; rest >= 0x80; rest >>>= 7) {
      bytes[at++] = (byte) (rest | 0x80);
    }
    bytes[at] = (byte) rest;
  }

  /** The index of the innermost frame of the location that ends before {@code end}. */
  private static int startOfLocation(CallStack stack, int end) {
    int from = end - 1;
    while (from > 0 && isInlined(stack, from - 1)) {
      from--;
    }
    return from;
  }

  /** The index after the location whose innermost frame is {@code from}. */
  static int endOfLocation(CallStack stack, int from) {
    int last = from;
    while (last + 1 < stack.depth() && isInlined(stack, last)) {
      last++;
    }
    return last + 1;
  }

  /**
   * Whether a frame belongs to the location of its caller. A location is a frame together with the
   * frames that were inlined into its machine code.
   */
  private static boolean isInlined(CallStack stack, int index) {
    Frame frame = stack.frame(index);
    return frame.isInlined() && stack.frame(index + 1).function().origin() == Function.Origin.JAVA;
  }
}
