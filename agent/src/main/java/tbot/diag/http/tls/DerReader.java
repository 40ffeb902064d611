package tbot.diag.http.tls;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyException;

/**
 * Reads the values of an encoded key, one after the other: ASN.1 in DER (X.690). All methods throw
 * a KeyException if the next value is missing or another one.
 */
final class DerReader {

  static final int OCTET_STRING = 0x04;

  private static final int INTEGER = 0x02;
  private static final int OID = 0x06;
  private static final int SEQUENCE = 0x30;
  private static final int LONG_FORM = 0x80;

  private final ByteBuffer in;

  DerReader(byte[] encoded) {
    in = ByteBuffer.wrap(encoded);
  }

  /** Whether the next value has this tag. */
  boolean nextIs(int tag) {
    return in.hasRemaining() && (in.get(in.position()) & 0xff) == tag;
  }

  boolean nextIsInteger() {
    return nextIs(INTEGER);
  }

  boolean nextIsOid() {
    return nextIs(OID);
  }

  boolean nextIsSequence() {
    return nextIs(SEQUENCE);
  }

  /** The content of the next value, which must have this tag. */
  byte[] content(int tag) throws KeyException {
    if (!nextIs(tag)) {
      throw malformed();
    }
    in.get();
    byte[] content = new byte[length()];
    in.get(content);
    return content;
  }

  DerReader sequence() throws KeyException {
    return new DerReader(content(SEQUENCE));
  }

  byte[] octets() throws KeyException {
    return content(OCTET_STRING);
  }

  /** A number that must not be negative. */
  int number() throws KeyException {
    byte[] content = content(INTEGER);
    if (content.length == 0) {
      throw malformed();
    }
    BigInteger number = new BigInteger(content);
    if (number.signum() < 0 || number.bitLength() >= Integer.SIZE) {
      throw malformed();
    }
    return number.intValue();
  }

  /** An object identifier, such as {@code 1.2.840.10045.2.1}. */
  String oid() throws KeyException {
    StringBuilder oid = new StringBuilder();
    long arc = 0;
    for (byte b : content(OID)) {
      arc = arc << 7 | (b & 0x7f);
      if (b >= 0) {
        if (oid.length() == 0) {
          long first = Math.min(arc / 40, 2);
          oid.append(first);
          arc -= 40 * first;
        }
        oid.append('.').append(arc);
        arc = 0;
      }
    }
    return oid.toString();
  }

  private int length() throws KeyException {
    int length = next();
    if (length >= LONG_FORM) {
      int bytes = length - LONG_FORM;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        if (length > in.limit()) {
          throw malformed();
        }
        length = length << 8 | next();
      }
    }
    if (length > in.remaining()) {
      throw malformed();
    }
    return length;
  }

  private int next() throws KeyException {
    if (!in.hasRemaining()) {
      throw malformed();
    }
    return in.get() & 0xff;
  }

  private static KeyException malformed() {
    return new KeyException("its content is not what its label says");
  }
}
