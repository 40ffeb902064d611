package tbot.diag.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.config.TlsOptions;

/**
 * Certificates and keys of a test, in files NAME.pem and NAME.key of a directory, all made by
 * openssl.
 */
final class TestPki {

  static final String P256 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
  static final String P384 = "-algorithm EC -pkeyopt ec_paramgen_curve:P-384";
  static final String RSA = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";
  static final String ED25519 = "-algorithm ED25519";

  final Path directory;
  final OpenSsl openSsl;

  TestPki(Path directory) {
    this.directory = directory;
    openSsl = new OpenSsl(directory);
  }

  /** A new authority, valid for thirty days. */
  void authority(String name) throws Exception {
    openSsl.run("genpkey " + P256 + " -out " + name + ".key");
    openSsl.run(
        "req -x509 -key %s.key -subj /CN=%s -days 30 -out %s.pem".formatted(name, name, name));
  }

  /** A certificate for localhost with a new key, issued by an authority, valid for ten days. */
  void certificate(String name, String algorithm, String authority) throws Exception {
    openSsl.run("genpkey " + algorithm + " -out " + name + ".key");
    certify(name, authority, "subjectAltName=DNS:localhost,IP:127.0.0.1");
  }

  /** An authority that another one has issued. */
  void intermediate(String name, String authority) throws Exception {
    openSsl.run("genpkey " + P256 + " -out " + name + ".key");
    certify(name, authority, "basicConstraints=critical,CA:TRUE");
  }

  /** A certificate for the key in NAME.key. */
  void certify(String name, String authority, String extension) throws Exception {
    Path extensions = write(name + ".ext", extension + "\n");
    openSsl.run("req -new -key %s.key -subj /CN=%s -out %s.csr".formatted(name, name, name));
    openSsl.run(
        "x509 -req -in %s.csr -CA %s.pem -CAkey %s.key -CAcreateserial -days 10 -out %s.pem"
                .formatted(name, authority, authority, name)
            + " -extfile "
            + extensions.getFileName());
  }

  /** A certificate by itself that becomes valid in a day; by keytool, as openssl makes none. */
  void certificateOfTomorrow(String name) throws Exception {
    String store = path(name + ".p12").toString();
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String command =
        "%s -genkeypair -alias key -keyalg EC -dname CN=%s -startdate +1d -validity 5"
                .formatted(keytool, name)
            + " -storetype PKCS12 -storepass password -keystore "
            + store;
    Process process = new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    String read = "pkcs12 -in " + store + " -passin pass:password -nodes ";
    openSsl.run(read + "-nokeys -out " + name + ".pem");
    openSsl.run(read + "-nocerts -out " + name + ".key");
  }

  /** Writes a file that only its owner may read. */
  Path write(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return mode(file, "rw-------");
  }

  Path mode(Path file, String permissions) throws IOException {
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  String text(String name) throws IOException {
    return Files.readString(directory.resolve(name));
  }

  Path path(String name) {
    return directory.resolve(name);
  }

  /** The options as a user gives them: {@code key=name of a file}, separated by commas. */
  TlsOptions options(String arguments) {
    String paths = arguments.replace("=", "=" + directory + "/");
    return DiagOptions.resolve(AgentArguments.parse(paths), Map.of()).tls();
  }

  /** The certificate NAME.pem and the key NAME.key. */
  TlsOptions options(String certificate, String key) {
    return options("tls_cert=" + certificate + ",tls_key=" + key);
  }
}
