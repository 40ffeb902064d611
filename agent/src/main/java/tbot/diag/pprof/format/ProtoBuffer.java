package tbot.diag.pprof.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the fields of protocol buffers into an array. A message within another is written where it
 * belongs, and its length is put before it once it is known: nothing is copied from buffer to
 * buffer, which a JVM that has not compiled that yet takes very long for.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">the encoding</a>
 */
final class ProtoBuffer {

  /** From here on {@link #writeFullTo} writes. */
  private static final int FULL_BYTES = 16 * 1024;

  private static final int MAX_NUMBER_BYTES = 10;

  // The wire types: a number, and bytes behind their length.
  private static final int VARINT = 0;
  private static final int LENGTH = 2;

  private byte[] bytes = new byte[FULL_BYTES + 1024];
  private int size;

  /**
   * Adds a field.
   *
   * @param field its number, up to 15
   */
  void number(int field, long value) {
    makeRoom(1 + MAX_NUMBER_BYTES);
    bytes[size++] = (byte) (field << 3 | VARINT);
    varint(value);
  }

  /** Adds a number that is an element of a packed field. */
  void element(long value) {
    makeRoom(MAX_NUMBER_BYTES);
    varint(value);
  }

  /** Adds a field in UTF-8. */
  void text(int field, String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    bytes(field, encoded, 0, encoded.length);
  }

  /** Adds a field that is encoded already. */
  void bytes(int field, byte[] from, int offset, int length) {
    makeRoom(1 + MAX_NUMBER_BYTES + length);
    bytes[size++] = (byte) (field << 3 | LENGTH);
    varint(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /**
   * Begins a field that is made of others or of packed elements.
   *
   * @return what {@link #end} needs
   */
  int begin(int field) {
    makeRoom(2);
    bytes[size++] = (byte) (field << 3 | LENGTH);
    // Most are shorter than 128 bytes, so that their length is a byte.
    return ++size;
  }

  /** Ends the field that began there. */
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

  /** In groups of seven bits, the lowest first. */
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

  /** Writes what there is once that is worth it; only where no field has begun. */
  void writeFullTo(OutputStream out) throws IOException {
    if (size >= FULL_BYTES) {
      writeTo(out);
    }
  }

  /** Writes what there is; only where no field has begun. */
  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }
}
