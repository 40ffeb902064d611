package tbot.diag.pprof.format;

import java.util.Arrays;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

/**
 * Encodes the locations of stacks as their numbers, as a sample of a profile has them.
 *
 * <p>Two in five frames and more, even in a recording of distinct stacks, are the outer frames of
 * the stack before. Their numbers are therefore written from the end of the buffer to its front,
 * the outermost first, and those that both stacks have stay where they are.
 */
final class LocationIds {

  private static final int MAX_BYTES_OF_ID = 5;

  private static final int MIDST = -1;

  private final LocationTable locations;
  private byte[] bytes = new byte[1024];
  private int start = bytes.length;
  private CallStack last = new CallStack();
  // By a number of outer frames of the last stack: how many bytes they take; MIDST when the
  // innermost of them is in the midst of a location.
  private int[] sizes = new int[64];

  /**
   * Knows no stack.
   *
   * @param locations gives them their numbers
   */
  LocationIds(LocationTable locations) {
    this.locations = locations;
  }

  /** Encodes a stack; the result is there until the next one. */
  void encode(CallStack stack) {
    int depth = stack.depth();
    makeRoom(depth);
    int known = sharedWithLast(stack);
    start = bytes.length - sizes[known];
    for (int to = depth - known; to > 0; ) {
      int from = startOfLocation(stack, to);
      prepend(locations.idOf(stack, from, to));
      for (int inlined = depth - to + 1; inlined < depth - from; inlined++) {
        sizes[inlined] = MIDST;
      }
      sizes[depth - from] = bytes.length - start;
      to = from;
    }
    last = stack;
  }

  /** Has the encoded numbers from {@link #start} to its end. */
  byte[] buffer() {
    return bytes;
  }

  int start() {
    return start;
  }

  /**
   * How many outer frames are the same as before, without those of a location that is not. Frames
   * that are equal but not the same are encoded again, which costs time and nothing else.
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
    while (sizes[shared] == MIDST
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

  /** The innermost frame of the location that ends before a frame. */
  private static int startOfLocation(CallStack stack, int end) {
    int from = end - 1;
    while (from > 0 && isInlined(stack, from - 1)) {
      from--;
    }
    return from;
  }

  /** Behind the last frame of the location that begins with a frame, its innermost. */
  static int endOfLocation(CallStack stack, int from) {
    int last = from;
    while (last + 1 < stack.depth() && isInlined(stack, last)) {
      last++;
    }
    return last + 1;
  }

  /**
   * Whether a frame is one location with its caller. A location is one piece of machine code: a
   * frame together with those that were inlined into it.
   */
  private static boolean isInlined(CallStack stack, int index) {
    Frame frame = stack.frame(index);
    return frame.isInlined() && stack.frame(index + 1).function().origin() == Function.Origin.JAVA;
  }
}
