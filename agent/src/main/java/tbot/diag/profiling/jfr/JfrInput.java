package tbot.diag.profiling.jfr;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import tbot.diag.profiling.stack.LongIndex;

/**
 * Reads the numbers and texts of a recording, from any place in it.
 *
 * <p>It goes through a small array: a mapped buffer checks each byte that is asked of it, which a
 * JVM that has not compiled that yet takes very long for.
 */
final class JfrInput {

  private static final int MAX_NUMBER_BYTES = 9;

  /** Three numbers and a byte. */
  private static final int MAX_FRAME_BYTES = 3 * MAX_NUMBER_BYTES + 1;

  private final ByteBuffer recording;
  // A recording in the heap is its own window.
  private final boolean inHeap;
  private final byte[] window;
  // The window's place in the recording, how much of it is filled, and the next byte in it.
  private int start;
  private int filled;
  private int next;

  /**
   * Begins at the start.
   *
   * @param recording read by absolute position only, so that others may read it as well
   * @param windowBytes how much to fetch at once: few when small parts far from each other are read
   */
  JfrInput(ByteBuffer recording, int windowBytes) {
    this.recording = recording.duplicate();
    this.inHeap = recording.hasArray() && recording.arrayOffset() == 0;
    this.window = inHeap ? recording.array() : new byte[windowBytes];
    this.filled = inHeap ? recording.limit() : 0;
  }

  /** Where the next byte lies. */
  int position() {
    return start + next;
  }

  /** How long the recording is. */
  int length() {
    return recording.limit();
  }

  /** Goes on at another place. */
  void seek(int position) {
    int place = position - start;
    if (place >= 0 && place <= filled) {
      next = place;
    } else {
      moveWindow(position);
    }
  }

  /**
   * Fills the window at once, so that what reads next finds it filled: reading beyond its end
   * remains the exception, which the JVM's compiler then leaves out of all that reads.
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

  /** Leaves out some bytes. */
  void skip(int bytes) {
    if (bytes < 0) {
      throw new BufferUnderflowException();
    }
    seek(position() + bytes);
  }

  /** One byte. */
  byte readByte() {
    if (next == filled) {
      fill();
    }
    return window[next++];
  }

  /** Has the next bytes in the window, as far as the recording has them. */
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

  /** A number in groups of seven bits, the lowest first. */
  int readInt() {
    return (int) readLong();
  }

  /**
   * How many things follow, of a byte each at least: a damaged number must not take up the heap.
   */
  int readCount() {
    int count = readInt();
    if (count < 0 || count > length() - position()) {
      throw new BufferUnderflowException();
    }
    return count;
  }

  /** A number in groups of seven bits, the lowest first; a ninth byte has eight. */
  long readLong() {
    if (filled - next < MAX_NUMBER_BYTES) {
      return readLongAtEnd();
    }
    // Of two fields, locals are made: most of a recording is read in a JVM that has hardly begun to
    // compile this.
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

  /** The same, where the window may end within the number. */
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

  /** Leaves out some numbers, or bytes below 128. */
  void skipNumbers(int count) {
    for (int left = count; left > 0; left--) {
      readLong();
    }
  }

  /**
   * Reads frames: each is a method, a line and a bytecode index, which are numbers, and a byte for
   * its type.
   *
   * <p>Most of a recording is read here, in a JVM that has hardly begun to compile this. So nothing
   * is decoded: the key of a frame is made of the bytes that it has, but those of its bytecode
   * index, the first of them the highest. They are eight at most, as a line takes three, the method
   * hardly four and the type one. And what few numbers have, a third byte, is in loops of its own,
   * which the compiler then leaves out.
   *
   * @param keys numbers the keys
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

  /** A number of eight bytes, the highest first. */
  long readFixedLong() {
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (readByte() & 0xff);
    }
    return value;
  }

  /** A number of four bytes, the highest first. */
  int readFixedInt() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      value = value << 8 | (readByte() & 0xff);
    }
    return value;
  }

  /** A text; null where the recording has none. */
  String readText() {
    int encoding = readByte();
    switch (encoding) {
      case 0:
        return null;
      case 1:
        return "";
      case 3:
        return readText(StandardCharsets.UTF_8);
      case 4:
        return readCharacters();
      case 5:
        return readText(StandardCharsets.ISO_8859_1);
      default:
        throw new IllegalArgumentException("no text begins with " + encoding);
    }
  }

  private String readText(Charset charset) {
    int length = readCount();
    if (length <= window.length) {
      lookAhead(length);
    }
    if (length <= filled - next) {
      String text = new String(window, next, length, charset);
      next += length;
      return text;
    }
    byte[] bytes = new byte[length];
    recording.position(position());
    recording.get(bytes);
    skip(length);
    return new String(bytes, charset);
  }

  private String readCharacters() {
    int length = readCount();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) readInt());
    }
    return text.toString();
  }

  /** Leaves out a text. */
  void skipText() {
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
