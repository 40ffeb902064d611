package tbot.diag.http.tls;

import java.io.ByteArrayOutputStream;

/** Writes values of ASN.1 in their DER encoding (X.690). */
final class DerWriter {

  private static final int OCTET_STRING = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int LONG_FORM = 0x80;

  private DerWriter() {}

  static byte[] octets(byte[] content) {
    return value(OCTET_STRING, content);
  }

  /** A sequence of values that are encoded already. */
  static byte[] sequence(byte[]... values) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] value : values) {
      all.write(value, 0, value.length);
    }
    return value(SEQUENCE, all.toByteArray());
  }

  private static byte[] value(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.length;
    if (length >= LONG_FORM) {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      out.write(LONG_FORM | bytes);
      for (int shift = 8 * (bytes - 1); shift > 0; shift -= 8) {
        out.write(length >> shift);
      }
    }
    out.write(length);
    out.write(content, 0, length);
    return out.toByteArray();
  }
}
