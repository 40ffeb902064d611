package tbot.diag.profiling.jfr;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import tbot.diag.profiling.stack.LongIndex;

/**
 * Reads numbers and strings from any position in a recording.
 *
 * <p>It copies a window of the recording into an array: reading single bytes from a mapped buffer
 * is very slow in a JVM that has not compiled that yet.
 */
final class JfrInput {

  private static final int MAX_NUMBER_BYTES = 9;

  /** Three numbers (method, line, bytecode index) and a byte (type). */
  private static final int MAX_FRAME_BYTES = 3 * MAX_NUMBER_BYTES + 1;

  private final ByteBuffer recording;
  // For a recording in the heap, its array is the window.
  private final boolean inHeap;
  private final byte[] window;
  // The position of the window in the recording, its filled length, and the next byte in it.
  private int start;
  private int filled;
  private int next;

  /**
   * Reads from the start of a recording.
   *
   * @param recording its position is not changed, so that several inputs can share it
   * @param windowBytes how much to copy at once: little for small parts far from each other
   */
  JfrInput(ByteBuffer recording, int windowBytes) {
    this.recording = recording.duplicate();
    this.inHeap = recording.hasArray() && recording.arrayOffset() == 0;
    this.window = inHeap ? recording.array() : new byte[windowBytes];
    this.filled = inHeap ? recording.limit() : 0;
  }

  /** The position of the next byte. */
  int position() {
    return start + next;
  }

  /** The length of the recording. */
  int length() {
    return recording.limit();
  }

  /** Sets the position of the next byte. */
  void seek(int position) {
    int place = position - start;
    if (place >= 0 && place <= filled) {
      next = place;
    } else {
      moveWindow(position);
    }
  }

  /**
   * Fills the window now, instead of at the next read. Reads then seldom reach the end of the
   * window, and the JIT compiler does not compile that branch into every reader.
   */
  private void moveWindow(int position) {
    if (inHeap) {
      throw new BufferUnderflowException();
    }
    start = position;
    filled = 0;
    next = 0;
    if (position < length()) {
      fill();
    }
  }

  /** Skips bytes. */
  void skip(int bytes) {
    if (bytes < 0) {
      throw new BufferUnderflowException();
    }
    seek(position() + bytes);
  }

  /** Reads a byte. */
  byte readByte() {
    if (next == filled) {
      fill();
    }
    return window[next++];
  }

  /** Makes the window contain the next bytes, as far as the recording has them. */
  private void lookAhead(int bytes) {
    if (filled - next < bytes && start + filled < length()) {
      start += next;
      filled = 0;
      fill();
    }
  }

  private void fill() {
    start += filled;
    next = 0;
    filled = 0;
    int bytes = Math.min(window.length, recording.limit() - start);
    if (start < 0 || bytes <= 0) {
      throw new BufferUnderflowException();
    }
    recording.position(start);
    recording.get(window, 0, bytes);
    filled = bytes;
  }

  /** Reads a number in groups of seven bits, the lowest first (LEB128). */
  int readInt() {
    return (int) readLong();
  }

  /**
   * Reads the count of items that follow. Each takes at least a byte, so a larger count is damaged
   * and is rejected before it exhausts the heap.
   */
  int readCount() {
    int count = readInt();
    if (count < 0 || count > length() - position()) {
      throw new BufferUnderflowException();
    }
    return count;
  }

  /** Reads a number in groups of seven bits, the lowest first; a ninth byte has eight bits. */
  long readLong() {
    if (filled - next < MAX_NUMBER_BYTES) {
      return readLongAtEnd();
    }
    // Locals instead of fields: most of a recording is read by interpreted code.
    byte[] bytes = window;
    int at = next;
    long value = bytes[at++];
    if (value < 0) {
      value &= 0x7f;
      int shift = 7;
      byte group;
      do {
        group = bytes[at++];
        value |= (group & (shift < 56 ? 0x7fL : 0xffL)) << shift;
        shift += 7;
      } while (group < 0 && shift < 63);
    }
    next = at;
    return value;
  }

  /** The same if the window may end within the number. */
  private long readLongAtEnd() {
    long value = 0;
    for (int shift = 0; shift < 56; shift += 7) {
      byte group = readByte();
      value |= (group & 0x7fL) << shift;
      if (group >= 0) {
        return value;
      }
    }
    return value | (readByte() & 0xffL) << 56;
  }

  /** Skips numbers, or bytes below 128. */
  void skipNumbers(int count) {
    for (int left = count; left > 0; left--) {
      readLong();
    }
  }

  /**
   * Reads frames. Each consists of three numbers (method, line, bytecode index) and a byte (type).
   *
   * <p>Most of a recording is read here, mostly by interpreted code. So the numbers are not
   * decoded: the key of a frame consists of its bytes, without those of the bytecode index, in
   * their order from high to low. They are at most eight: up to three for the line, up to four for
   * the method and one for the type. Few numbers have a third byte; the loops for those are
   * separate, so that the JIT compiler can leave them out.
   *
   * @param keys assigns numbers to the keys
   * @return the numbers of the frames' keys
   */
  int[] readFrames(int count, LongIndex keys) {
    int[] numbers = new int[count];
    byte[] bytes = window;
    int at = next;
    for (int i = 0; i < count; i++) {
      if (filled - at < MAX_FRAME_BYTES) {
        next = at;
        lookAhead(MAX_FRAME_BYTES);
        at = next;
      }
      byte group = bytes[at++];
      long key = group & 0xff;
      if (group < 0) {
        do {
          group = bytes[at++];
          key = key << 8 | (group & 0xff);
        } while (group < 0);
      }
      group = bytes[at++];
      key = key << 8 | (group & 0xff);
      if (group < 0) {
        do {
          group = bytes[at++];
          key = key << 8 | (group & 0xff);
        } while (group < 0);
      }
      if (bytes[at++] < 0) {
        do {
          group = bytes[at++];
        } while (group < 0);
      }
      key = key << 8 | (bytes[at++] & 0xff);
      numbers[i] = keys.add(key);
    }
    if (at > filled) {
      throw new BufferUnderflowException();
    }
    next = at;
    return numbers;
  }

  /** Reads a number of eight bytes, the highest first. */
  long readFixedLong() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (readByte() & 0xff);
    }
    return value;
  }

  /** Reads a number of four bytes, the highest first. */
  int readFixedInt() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (readByte() & 0xff);
    }
    return value;
  }

  /** Reads a string, which can be null. */
  String readString() {
    int encoding = readByte();
    switch (encoding) {
      case 0:
        return null;
      case 1:
        return "";
      case 3:
        return readString(StandardCharsets.UTF_8);
      case 4:
        return readCharacters();
      case 5:
        return readString(StandardCharsets.ISO_8859_1);
      default:
        throw new IllegalArgumentException("unknown string encoding " + encoding);
    }
  }

  private String readString(Charset charset) {
    int length = readCount();
    if (length <= window.length) {
      lookAhead(length);
    }
    if (length <= filled - next) {
      String string = new String(window, next, length, charset);
      next += length;
      return string;
    }
    byte[] bytes = new byte[length];
    recording.position(position());
    recording.get(bytes);
    skip(length);
    return new String(bytes, charset);
  }

  private String readCharacters() {
    int length = readCount();
    StringBuilder string = new StringBuilder();
    for (int i = 0; i < length; i++) {
      string.append((char) readInt());
    }
    return string.toString();
  }

  /** Skips a string. */
  void skipString() {
    int encoding = readByte();
    switch (encoding) {
      case 0:
      case 1:
        return;
      case 2:
        readLong();
        return;
      case 4:
        skipNumbers(readInt());
        return;
      default:
        skip(readInt());
    }
  }
}
