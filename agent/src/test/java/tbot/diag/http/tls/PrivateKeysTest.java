package tbot.diag.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.config.TlsOptions;

/**
 * Keys in each form that openssl writes; the key as PKCS #8 is what the others must be equal to.
 */
@Timeout(300)
class PrivateKeysTest {

  private static final String PASSWORD = "pass wörd";

  @TempDir private static Path directory;

  private static TestPki pki;

  @BeforeAll
  static void makeKeys() throws Exception {
    pki = new TestPki(directory);
    pki.openSsl.run("genpkey " + TestPki.RSA + " -out rsa.key");
    pki.openSsl.run("genpkey " + TestPki.P256 + " -out ec.key");
    pki.openSsl.run("genpkey " + TestPki.P384 + " -out p384.key");
    pki.openSsl.run("genpkey " + TestPki.ED25519 + " -out ed25519.key");
    pki.write("password", PASSWORD + "\nnot this\n");
  }

  private static PrivateKey read(String key) {
    return read("tls_cert=none.pem,tls_key=" + key, "");
  }

  private static PrivateKey readEncrypted(String key, String password) {
    return read("tls_cert=none.pem,tls_key=" + key, ",tls_key_password_file=" + password);
  }

  private static PrivateKey read(String key, String password) {
    TlsOptions options = pki.options(key + password);
    return PrivateKeys.read(options.key(), options.keyPassword());
  }

  private static void assertRefused(String key, String message) {
    assertThatThrownBy(() -> read(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tls_key: " + pki.path(key) + ": " + message);
  }

  /** That two keys are the same, though one may hold the public key too. */
  private static void assertSame(String key, String other) {
    ECPrivateKey first = (ECPrivateKey) read(key);
    ECPrivateKey second = (ECPrivateKey) read(other);
    assertThat(first.getS()).isEqualTo(second.getS());
    assertThat(first.getParams()).isEqualTo(second.getParams());
  }

  private static String pem(String label, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, Base64.getMimeEncoder().encodeToString(content), label);
  }

  @Test
  void readsPkcs8() {
    assertThat(read("rsa.key").getAlgorithm()).isEqualTo("RSA");
    assertThat(read("ec.key").getAlgorithm()).isEqualTo("EC");
    assertThat(read("p384.key").getAlgorithm()).isEqualTo("EC");
    assertThat(read("ed25519.key").getAlgorithm()).isEqualTo("EdDSA");
  }

  @Test
  void readsPkcs1() throws Exception {
    pki.openSsl.run("rsa -in rsa.key -traditional -out pkcs1.key");
    assertThat(pki.text("pkcs1.key")).startsWith("-----BEGIN RSA PRIVATE KEY-----");
    assertThat(read("pkcs1.key")).isEqualTo(read("rsa.key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec.key", "p384.key"})
  void readsSec1(String key) throws Exception {
    pki.openSsl.run("ec -in " + key + " -out sec1.key");
    assertThat(pki.text("sec1.key")).startsWith("-----BEGIN EC PRIVATE KEY-----");
    assertSame("sec1.key", key);
    pki.openSsl.run("ec -in " + key + " -no_public -out no-public.key");
    assertSame("no-public.key", key);
  }

  @Test
  void readsSec1BehindItsParameters() throws Exception {
    pki.openSsl.run("ecparam -name secp384r1 -genkey -out parameters.key");
    assertThat(pki.text("parameters.key")).startsWith("-----BEGIN EC PARAMETERS-----");
    assertThat(read("parameters.key").getAlgorithm()).isEqualTo("EC");
  }

  @Test
  void readsSec1WhoseCurveOnlyTheParametersName() throws Exception {
    DerReader pkcs8 = new DerReader(read("ec.key").getEncoded()).sequence();
    pkcs8.number();
    pkcs8.sequence();
    String key = pem("EC PRIVATE KEY", pkcs8.octets());
    pki.write("curve.key", pki.openSsl.run("ecparam -name prime256v1") + key);
    assertSame("curve.key", "ec.key");
    pki.write("no-curve.key", key);
    assertRefused("no-curve.key", "the key names no curve");
  }

  @ParameterizedTest
  @CsvSource({
    "rsa,-v2 aes-256-cbc",
    "ec,-v2 aes-256-cbc",
    "ed25519,-v2 aes-256-cbc",
    "ec,-v2 aes-128-cbc -v2prf hmacWithSHA1",
    "ec,-v2 aes-192-cbc -v2prf hmacWithSHA512",
    "ec,-v2 aes-256-cbc -v2prf hmacWithSHA384 -iter 100000",
    "ec,-v2 des3 -v2prf hmacWithSHA224",
  })
  void decryptsPkcs8(String key, String options) throws Exception {
    pki.openSsl.run(
        "pkcs8 -topk8 -in %s.key -passout file:password -out encrypted.key ".formatted(key)
            + options);
    assertThat(pki.text("encrypted.key")).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    assertThat(readEncrypted("encrypted.key", "password")).isEqualTo(read(key + ".key"));
  }

  @ParameterizedTest
  @CsvSource({
    "-scrypt,1.3.6.1.4.1.11591.4.11",
    "-v1 PBE-SHA1-3DES,1.2.840.113549.1.12.1.3",
    "-v2 camellia-256-cbc,1.2.392.200011.61.1.1.1.4"
  })
  void refusesOtherEncryptions(String options, String oid) throws Exception {
    pki.openSsl.run("pkcs8 -topk8 -in ec.key -passout file:password -out other.key " + options);
    assertThatThrownBy(() -> readEncrypted("other.key", "password"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tls_key: %s: encrypted by an algorithm that is not supported (%s); valid is PBES2 with PBKDF2 and AES, as openssl pkcs8 -topk8 writes it"
                .formatted(pki.path("other.key"), oid));
  }

  @Test
  void refusesTooManyIterations() throws Exception {
    pki.openSsl.run("pkcs8 -topk8 -in ec.key -passout file:password -out slow.key -iter 100001");
    assertThatThrownBy(() -> readEncrypted("slow.key", "password"))
        .hasMessage(
            "tls_key: %s: encrypted with 100001 iterations; at most 100000, as openssl pkcs8 -topk8 -iter sets them"
                .formatted(pki.path("slow.key")));
  }

  @Test
  void refusesOpenSslsOldEncryption() throws Exception {
    pki.openSsl.run("rsa -in rsa.key -traditional -aes256 -passout file:password -out old.key");
    assertRefused(
        "old.key", "encrypted in OpenSSL's old form; convert it with openssl pkcs8 -topk8");
  }

  @Test
  void refusesAnEncryptedKeyWithoutItsPassword() throws Exception {
    pki.openSsl.run("pkcs8 -topk8 -in ec.key -passout file:password -out locked.key");
    assertRefused("locked.key", "the key is encrypted; give its password by tls_key_password_file");
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    pki.openSsl.run("pkcs8 -topk8 -in ec.key -passout file:password -out locked.key -iter 1");
    // By chance, one of 256 leaves a padding that is right.
    for (int i = 0; i < 1000; i++) {
      Path wrong = pki.write("wrong", "wrong" + i);
      assertThatThrownBy(() -> readEncrypted("locked.key", "wrong"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "tls_key: %s: the password in %s is wrong".formatted(pki.path("locked.key"), wrong));
    }
  }

  @Test
  void readsAPasswordWhoseLineEndsAsOnWindows() throws Exception {
    pki.openSsl.run("pkcs8 -topk8 -in ec.key -passout file:password -out locked.key");
    pki.write("windows", PASSWORD + "\r\n");
    assertThat(readEncrypted("locked.key", "windows")).isEqualTo(read("ec.key"));
    pki.write("no-end", PASSWORD);
    assertThat(readEncrypted("locked.key", "no-end")).isEqualTo(read("ec.key"));
  }

  @Test
  void refusesAnEmptyPassword() throws Exception {
    pki.openSsl.run("pkcs8 -topk8 -in ec.key -passout file:password -out locked.key");
    pki.write("empty", "\n" + PASSWORD);
    assertThatThrownBy(() -> readEncrypted("locked.key", "empty"))
        .hasMessage(
            "tls_key_password_file: %s: no password on its first line"
                .formatted(pki.path("empty")));
  }

  @Test
  void refusesAPasswordThatOthersCanRead() throws Exception {
    pki.openSsl.run("pkcs8 -topk8 -in ec.key -passout file:password -out locked.key");
    Path open = pki.mode(pki.write("open", PASSWORD), "rw-r--r--");
    assertThatThrownBy(() -> readEncrypted("locked.key", "open"))
        .hasMessage(
            "tls_key_password_file: %s: open to other users (mode 0644); use mode 0600, or 0640 if root owns it"
                .formatted(open));
  }

  @Test
  void refusesOtherKeys() throws Exception {
    pki.openSsl.run("genpkey -algorithm X25519 -out x25519.key");
    assertRefused(
        "x25519.key", "a key of the algorithm 1.3.101.110; valid are RSA, EC and Ed25519");
    pki.openSsl.run("ecparam -name secp256k1 -genkey -noout -out k1.key");
    assertRefused(
        "k1.key", "an EC key of the curve 1.3.132.0.10; valid are P-256, P-384 and P-521");
    pki.openSsl.run("ecparam -name prime256v1 -genkey -param_enc explicit -out explicit.key");
    assertRefused(
        "explicit.key",
        "an EC key of the curve that it spells out; valid are P-256, P-384 and P-521");
    pki.write("ssh.key", pem("OPENSSH PRIVATE KEY", new byte[100]));
    assertRefused(
        "ssh.key",
        "its OPENSSH PRIVATE KEY cannot be used; valid are PRIVATE KEY, ENCRYPTED PRIVATE KEY, RSA PRIVATE KEY and EC PRIVATE KEY");
  }

  @ParameterizedTest
  @CsvSource({
    "pkey -in ec.key",
    "rsa -in rsa.key -traditional",
    "ec -in ec.key",
    "pkcs8 -topk8 -in ec.key -passout file:password -iter 1",
  })
  void refusesKeysThatAreCutShortOrAlteredInOneLine(String command) throws Exception {
    pki.openSsl.run(command + " -out damaged.key");
    PemBlock good = PemFile.read(pki.options("x", "damaged.key").key()).blocks().get(0);
    for (int length = 0; length < good.content.length; length++) {
      pki.write("damaged.key", pem(good.label, Arrays.copyOf(good.content, length)));
      assertThatThrownBy(() -> readEncrypted("damaged.key", "password"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("tls_key: " + pki.path("damaged.key") + ": ");
    }
    for (int i = 0; i < good.content.length; i++) {
      byte[] altered = good.content.clone();
      altered[i] ^= (byte) 0x81;
      pki.write("damaged.key", pem(good.label, altered));
      try {
        // Most are refused; of some only the certificate could tell.
        readEncrypted("damaged.key", "password");
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("tls_key: " + pki.path("damaged.key") + ": ");
      }
    }
  }
}
