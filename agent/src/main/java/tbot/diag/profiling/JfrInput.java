package tbot.diag.profiling;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Reads the numbers and texts of a recording, from any place in it.
 *
 * <p>It goes through a small array: a mapped buffer checks each byte that is asked of it, which a
 * JVM that has not compiled that yet takes very long for.
 */
final class JfrInput {

  private static final int MAX_NUMBER_BYTES = 9;

  private final ByteBuffer recording;
  // A recording in the heap is its own window.
  private final boolean inHeap;
  private final byte[] window;
  // The window's place in the recording, how much of it is filled, and the next byte in it.
  private int start;
  private int filled;
  private int next;
  // Behind what was peeked at, in the window.
  private int peeked;

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

  /**
   * Leaves out some numbers of up to 63 bits, or bytes below 128. Most of a recording is only
   * passed over so, in a JVM that has hardly begun to compile this: as many bytes as numbers are
   * left are theirs in any case, and it only counts how many more there must be.
   */
  void skipNumbers(int count) {
    int left = count;
    while (left > 0) {
      if (next == filled) {
        fill();
      }
      byte[] bytes = window;
      int at = next;
      int end = at + Math.min(left, filled - at);
      left -= end - at;
      while (at < end) {
        // -1 for a byte that is not the last of its number.
        left -= bytes[at++] >> 7;
      }
      next = at;
    }
  }

  /**
   * What tells the next numbers, or bytes below 128, from others, without decoding them: the bytes
   * of all but one of them, as one number. {@link #skipPeeked} leaves them out. 0 when they take
   * more than eight bytes in all or the window may end before them.
   *
   * @param count how many
   * @param leftOut which one is passed over, counted from 0
   */
  long peekPacked(int count, int leftOut) {
    if (filled - next < Long.BYTES) {
      return 0;
    }
    byte[] bytes = window;
    int at = next;
    int end = at + Long.BYTES;
    int number = 0;
    long packed = 0;
    while (at < end) {
      byte group = bytes[at++];
      if (number != leftOut) {
        packed = packed << 8 | (group & 0xff);
      }
      if (group >= 0 && ++number == count) {
        peeked = at;
        return packed;
      }
    }
    return 0;
  }

  /** Leaves out what {@link #peekPacked} has just seen, unless that was 0. */
  void skipPeeked() {
    next = peeked;
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
    if (length > filled - next && length <= window.length) {
      start += next;
      filled = 0;
      fill();
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
