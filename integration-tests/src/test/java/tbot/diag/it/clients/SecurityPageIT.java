package tbot.diag.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Command;

/** Runs the commands of docs/security.md as the page prints them. */
@Timeout(600)
class SecurityPageIT {

  private static final String CODE = "    ";

  @TempDir Path folder;

  @BeforeEach
  void makeCertificates() throws Exception {
    ClientProgram.orSkip("openssl", "openssl");
    ClientProgram.orSkip("curl", "curl");
    Command.Result made = sh(String.join("\n", commands("openssl req -x509")));
    assertThat(made.status()).as(made.output()).isZero();
  }

  /** The block of code on the page that begins with these words, a line each. */
  private static List<String> commands(String begin) throws Exception {
    List<String> lines =
        Files.readAllLines(Artifacts.inBuild("docs/security.md")).stream()
            .dropWhile(line -> !line.startsWith(CODE + begin))
            .takeWhile(line -> line.startsWith(CODE))
            .map(String::strip)
            .collect(Collectors.toList());
    assertThat(lines).isNotEmpty();
    return lines;
  }

  private Command.Result sh(String script) throws Exception {
    return Command.of(List.of("sh", "-ec", script))
        .in(folder)
        .environment("HOME", folder.toString())
        .run(folder);
  }

  private ChildJvm host(String options) throws Exception {
    ChildJvm host =
        ChildJvm.java()
            .agent(
                "diag_addr=127.0.0.1:0,allow_host=bot,tls_cert=%s,tls_key=%s"
                        .formatted(folder.resolve("tls.crt"), folder.resolve("tls.key"))
                    + options)
            .run("tbot.diag.hosts.IdleHost");
    // So the page's https://bot:3001 is this host.
    Files.writeString(
        folder.resolve(".curlrc"),
        "silent\nshow-error\nconnect-to = \"bot:3001:127.0.0.1:" + host.awaitDiagPort() + "\"\n");
    return host;
  }

  @Test
  void clientsTrustACertificateOfOnesOwnAuthority() throws Exception {
    try (ChildJvm host = host("")) {
      Command.Result livez = sh(commands("curl --cacert").get(0));
      assertThat(livez.output()).as(host.transcript()).isEqualTo("OK");
    }
  }

  @Test
  void theListenerTrustsClientsOfThatAuthority() throws Exception {
    try (ChildJvm host = host(",tls_client_ca=" + folder.resolve("ca.pem"))) {
      List<String> curl = commands("curl --cacert");
      assertThat(sh(curl.get(0)).status()).as("without a certificate").isNotZero();
      assertThat(sh(curl.get(1)).output()).as(host.transcript()).contains("jvm_memory_used_bytes");
    }
  }
}
