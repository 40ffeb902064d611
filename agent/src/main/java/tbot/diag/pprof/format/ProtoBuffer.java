package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the fields of protocol buffers into an array. A nested message is written in place, and
 * its length is inserted when it is known. So nothing is copied between buffers, which is slow in a
 * JVM that has not compiled the copying yet.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtoBuffer {

  /** The size from which on {@link #writeFullTo} writes. */
  private static final int FULL_BYTES = 16 * 1024;

  private static final int MAX_NUMBER_BYTES = 10;

  // The wire types: a number, and bytes preceded by their length.
  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  private byte[] bytes = new byte[FULL_BYTES + 1024];
  private int size;

  /**
   * Adds a numeric field.
   *
   * @param field its number, 1 to 15
   */
  void number(int field, long value) {
    makeRoom(1 + MAX_NUMBER_BYTES);
    bytes[size++] = (byte) (field << 3 | VARINT);
    varint(value);
  }

  /** Adds an element of a packed field. */
  void element(long value) {
    makeRoom(MAX_NUMBER_BYTES);
    varint(value);
  }

  /** Adds a text field, in UTF-8. */
  void text(int field, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    bytes(field, encoded, 0, encoded.length);
  }

  /** Adds a field whose content is encoded already. */
  void bytes(int field, byte[] from, int offset, int length) {
    makeRoom(1 + MAX_NUMBER_BYTES + length);
    bytes[size++] = (byte) (field << 3 | LENGTH);
    varint(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /**
   * Begins a field that consists of other fields or of packed elements.
   *
   * @return the position to pass to {@link #end}
   */
  int begin(int field) {
    makeRoom(2);
    bytes[size++] = (byte) (field << 3 | LENGTH);
    // Most are shorter than 128 bytes: their length takes one byte.
    return ++size;
  }

  /** Ends a field; its content begins at {@code start}. */
  void end(int start) {
    int length = size - start;
    if (length < 0x80) {
      bytes[start - 1] = (byte) length;
      return;
    }
    makeRoom(MAX_NUMBER_BYTES);
    int more = 0;
    for (int rest = length >>> 7; rest != 0; rest >>>= 7) {
      more++;
    }
    System.arraycopy(bytes, start, bytes, start + more, length);
    size = start - 1;
    varint(length);
    size += length;
  }

  /** Writes groups of seven bits, the lowest first. */
  private void varint(long value) {
    byte[] to = bytes;
    int at = size;
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      to[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    size = at;
  }

  private void makeRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }

  /** Writes the content and empties the buffer if it is full. No field may be open. */
  void writeFullTo(OutputStream out) throws IOException {
    if (size >= FULL_BYTES) {
      writeTo(out);
    }
  }

  /** Writes the content and empties the buffer. No field may be open. */
  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }
}
