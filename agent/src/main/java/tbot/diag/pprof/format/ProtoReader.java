package tbot.diag.pprof.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the fields of protocol buffers from an array, one after the other: the counterpart of
 * {@link ProtoBuffer}.
 */
final class ProtoReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;
  private static final int MAX_SHIFT = 63;

  private final byte[] bytes;
  private final int end;
  private int at;

  private int field;
  private boolean delimited;
  private long number;
  private int contentEnd;

  ProtoReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  private ProtoReader(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /**
   * Goes to the next field.
   *
   * @return false at the end
   * @throws IOException if the bytes are no protocol buffer
   */
  boolean next() throws IOException {
    if (delimited) {
      at = contentEnd;
      delimited = false;
    }
    if (at == end) {
      return false;
    }
    long tag = varint();
    field = (int) (tag >>> 3);
    switch ((int) tag & 7) {
      case VARINT:
        number = varint();
        break;
      case LENGTH:
        long length = varint();
        requireRoom(length);
        delimited = true;
        contentEnd = at + (int) length;
        break;
      case FIXED64:
        skip(8);
        break;
      case FIXED32:
        skip(4);
        break;
      default:
        throw new IOException("a field of an unknown kind");
    }
    return true;
  }

  private void skip(int count) throws IOException {
    requireRoom(count);
    at += count;
  }

  private void requireRoom(long length) throws IOException {
    if (length < 0 || length > end - at) {
      throw new IOException("it ends in the middle of a field");
    }
  }

  private long varint() throws IOException {
    long value = 0;
    for (int shift = 0; shift <= MAX_SHIFT; shift += 7) {
      requireRoom(1);
      byte b = bytes[at++];
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw new IOException("a number of more than ten bytes");
  }

  /** The number of the present field. */
  int field() {
    return field;
  }

  /** The value of a numeric field. */
  long number() {
    return number;
  }

  /** The value of a numeric field that is an index or an enumeration. */
  int index() throws IOException {
    if (delimited || number < 0 || number > Integer.MAX_VALUE) {
      throw new IOException("an index out of range");
    }
    return (int) number;
  }

  /** The content of a field that is a message. */
  ProtoReader message() throws IOException {
    if (!delimited) {
      throw new IOException("a number where a message is expected");
    }
    return new ProtoReader(bytes, at, contentEnd);
  }

  /** The content of a text field, in UTF-8. */
  String text() throws IOException {
    if (!delimited) {
      throw new IOException("a number where a text is expected");
    }
    return new String(bytes, at, contentEnd - at, StandardCharsets.UTF_8);
  }

  /** Appends the value, or the packed values, of a repeated numeric field. */
  void addTo(LongList list) throws IOException {
    if (!delimited) {
      list.add(number);
      return;
    }
    ProtoReader packed = message();
    while (packed.at < packed.end) {
      list.add(packed.varint());
    }
  }
}
