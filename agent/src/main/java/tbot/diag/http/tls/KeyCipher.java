package tbot.diag.http.tls;

/** The ciphers in CBC mode that keys are encrypted by. */
enum KeyCipher {
  AES_128("2.16.840.1.101.3.4.1.2", "AES", 16),
  AES_192("2.16.840.1.101.3.4.1.22", "AES", 24),
  AES_256("2.16.840.1.101.3.4.1.42", "AES", 32),
  TRIPLE_DES("1.2.840.113549.3.7", "DESede", 24);

  final String algorithm;
  final int keyBytes;

  private final String oid;

  KeyCipher(String oid, String algorithm, int keyBytes) {
    this.oid = oid;
    this.algorithm = algorithm;
    this.keyBytes = keyBytes;
  }

  /** The cipher of this object identifier; null if it is none of these. */
  static KeyCipher of(String oid) {
    for (KeyCipher cipher : values()) {
      if (cipher.oid.equals(oid)) {
        return cipher;
      }
    }
    return null;
  }
}
