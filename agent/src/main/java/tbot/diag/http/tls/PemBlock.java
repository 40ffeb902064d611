package tbot.diag.http.tls;

/** One block of a PEM file. */
final class PemBlock {

  static final String CERTIFICATE = "CERTIFICATE";

  /** What stands behind BEGIN, such as {@code CERTIFICATE}. */
  final String label;

  /** Whether OpenSSL's headers say that the content is encrypted; null content then. */
  final boolean encrypted;

  /** The decoded content. */
  final byte[] content;

  PemBlock(String label, byte[] content) {
    this.label = label;
    this.content = content;
    encrypted = content == null;
  }
}
