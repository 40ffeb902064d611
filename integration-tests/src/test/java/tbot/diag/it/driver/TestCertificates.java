package tbot.diag.it.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.it.machine.Command;

/** Certificates and keys made by openssl, as PEM files in a folder of the test. */
public final class TestCertificates {

  private static final String CA = "ca";

  private final Path folder;

  /** Makes an authority, {@code ca.pem}. Skips the test where openssl is missing. */
  public TestCertificates(Path folder) throws IOException, InterruptedException {
    ClientProgram.orSkip("openssl", "openssl");
    this.folder = folder;
    openssl(selfSigned(CA, "/CN=test authority"));
  }

  /** The certificate of the authority. */
  public Path authority() {
    return certificate(CA);
  }

  /** The certificate of this name. */
  public Path certificate(String name) {
    return folder.resolve(name + ".pem");
  }

  /** The key of this name, which only its owner can read. */
  public Path key(String name) {
    return folder.resolve(name + ".key");
  }

  /** Makes a certificate for localhost, signed by the authority; replaces one of the same name. */
  public TestCertificates issue(String name) throws IOException, InterruptedException {
    Path request = folder.resolve(name + ".csr");
    openssl(
        List.of(
            "req",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-subj",
            "/CN=" + name,
            "-addext",
            "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout",
            key(name).toString(),
            "-out",
            request.toString()));
    openssl(
        List.of(
            "x509",
            "-req",
            "-days",
            "2",
            "-in",
            request.toString(),
            "-copy_extensions",
            "copy",
            "-CA",
            authority().toString(),
            "-CAkey",
            key(CA).toString(),
            "-CAcreateserial",
            "-out",
            certificate(name).toString()));
    return this;
  }

  private List<String> selfSigned(String name, String subject) {
    return List.of(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "2",
        "-subj",
        subject,
        "-keyout",
        key(name).toString(),
        "-out",
        certificate(name).toString());
  }

  private void openssl(List<String> arguments) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of("openssl"));
    words.addAll(arguments);
    Command.of(words).runSuccessfully(folder);
  }
}
