package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;

@Timeout(600)
class OptionsIT {

  private static final String FORMS =
      "use host:port, [v6]:port or :port, port 0 to 65535, or unix:/path/of/a.sock";

  @TempDir Path folder;

  /** The agent logs one line, and the host runs as without the agent. */
  private static void assertOneLine(ChildJvm.Builder builder, String line) throws Exception {
    try (ChildJvm host = builder.run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      host.awaitStderr("tbot-diag:");
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stdout()).containsExactly("ready", "bye");
      assertThat(host.stderr()).containsExactly(line);
    }
  }

  private static void assertOneError(String arguments, String message) throws Exception {
    assertOneLine(ChildJvm.java().agent(arguments), "tbot-diag: error: " + message);
  }

  @Test
  void theLaterOptionsOfTwoAgentsHold() throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0")
            .agent("diag_addr=localhost:0,debug")
            .run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      int port = host.awaitDiagPort(2);
      assertThat(host.agentLines()).endsWith("tbot-diag: listening on localhost:" + port);
      assertThat(Http.get(port, "/debug/pprof/cmdline").statusCode()).isEqualTo(200);
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"'',***", "',cmdline=full',s3cret"})
  void secretsOfTheCommandLineAreMaskedByDefault(String option, String shown) throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .options("-Dapi.token=s3cret")
            .agent("diag_addr=127.0.0.1:0,debug" + option)
            .run("tbot.diag.hosts.IdleHost")) {
      assertThat(Http.get(host.awaitDiagPort(), "/debug/pprof/cmdline").body().split("\0", -1))
          .contains("-Dapi.token=" + shown);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "diag_adr=:1|unknown option \"diag_adr\"; valid are diag_addr, debug, config,"
            + " ssh_handler, ready_check, task, record, lib_dir, cmdline, tls_cert, tls_key, tls_key_password_file,"
            + " tls_client_ca,"
            + " auth_file, token_file, auth_except, allow_host",
        "diag_addr=127.0.0.1|diag_addr: \"127.0.0.1\": no port; " + FORMS,
        "diag_addr=127.0.0.1:99999|diag_addr: \"127.0.0.1:99999\": the port is too large; " + FORMS,
        "diag_addr=::1:3001|diag_addr: \"::1:3001\": an IPv6 address needs brackets; " + FORMS,
        "diag_addr=no-such-host.invalid:1|diag_addr: \"no-such-host.invalid:1\": unknown host"
            + " no-such-host.invalid",
        "debug=perhaps|debug: \"perhaps\": use debug, debug=true or debug=false",
        "config=/no/such.yaml|config: /no/such.yaml: no such file",
        "config=/|config: /: a directory, not a file",
      })
  void aBadArgumentIsOneLine(String arguments, String message) throws Exception {
    assertOneError(arguments, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "- a|the top level is a list; it must be a mapping of options",
        "diag_addr: 3001|diag_addr: it is the value 3001; it must be a string",
        "debug: maybe|debug: it is the string \"maybe\"; it must be true or false",
      })
  void aBadFileIsOneLine(String yaml, String message) throws Exception {
    Path file = Files.writeString(folder.resolve("tbot.yaml"), yaml);
    assertOneError("config=" + file, "config: " + file + ": " + message);
  }

  @Test
  void aMissingAddressIsOneLine() throws Exception {
    assertOneLine(
        ChildJvm.java().agent("debug=false"),
        "tbot-diag: no diag_addr is given, so nothing is served; try diag_addr=127.0.0.1:3001");
  }

  @Test
  void aPortInUseIsOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertOneError(
          "diag_addr=" + address,
          "diag_addr: \"" + address + "\": cannot listen there: Address already in use");
    }
  }

  @Test
  void argumentsOverrideTheFileWithAWarning() throws Exception {
    Path file =
        Files.writeString(folder.resolve("tbot.yaml"), "version: v2\ndiag_addr: '127.0.0.1:1'\n");
    try (ChildJvm host =
        ChildJvm.java()
            .environment("TBOT_CONFIG_PATH", file.toString())
            .environment("TBOT_DEBUG", "1")
            .agent("diag_addr=127.0.0.1:0")
            .run("tbot.diag.hosts.IdleHost")) {
      host.awaitDiagPort();
      host.awaitStderr("tbot-diag: debug: ");
      assertThat(host.agentLines())
          .contains(
              "tbot-diag: warning: diag_addr: the agent argument 127.0.0.1:0 overrides 127.0.0.1:1"
                  + " from the file "
                  + file)
          .anyMatch(line -> line.startsWith("tbot-diag: debug: "));
    }
  }

  @Test
  void listensAtTheAddressInTheFile() throws Exception {
    Path file = Files.writeString(folder.resolve("tbot.yaml"), "diag_addr: 127.0.0.1:0\n");
    try (ChildJvm host = ChildJvm.java().agent("config=" + file).run("tbot.diag.hosts.IdleHost")) {
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
      assertThat(host.stderr()).containsExactly("tbot-diag: listening on 127.0.0.1:" + port);
    }
  }

  @Test
  void warnsOfAnAddressNotOnLoopback() throws Exception {
    try (ChildJvm host = ChildJvm.java().agent("diag_addr=:0").run("tbot.diag.hosts.IdleHost")) {
      int port = host.awaitDiagPort();
      assertThat(host.awaitStderr("warning"))
          .isEqualTo(
              "tbot-diag: warning: diag_addr: :0 is not on loopback, and whoever reaches it may ask"
                  + " for everything; auth_file, token_file or tls_client_ca protect it");
      assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void listensOnIpv6() throws Exception {
    assumeTrue(hasIpv6(), "this machine has no IPv6 loopback address");
    try (ChildJvm host =
        ChildJvm.java().agent("diag_addr=[::1]:0").run("tbot.diag.hosts.IdleHost")) {
      int port = host.awaitDiagPort();
      assertThat(host.stderr()).containsExactly("tbot-diag: listening on [::1]:" + port);
      URLConnection livez = URI.create("http://[::1]:" + port + "/livez").toURL().openConnection();
      livez.setReadTimeout(120_000);
      assertThat(new String(livez.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo("OK");
      try (Socket other = new Socket()) {
        assertThat(connects(other, port)).isFalse();
      }
    }
  }

  private static boolean connects(Socket socket, int port) {
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean hasIpv6() {
    byte[] loopback = new byte[16];
    loopback[15] = 1;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(loopback))) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @OnEachJvm
  @Test
  void aHostEndsByItself() throws Exception {
    try (ChildJvm host =
        ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.HelloHost")) {
      assertThat(host.awaitExit()).isZero();
      assertThat(host.stdout()).containsExactly("hello");
    }
  }

  @OnEachJvm
  @Test
  void aHostEndsByItselfWhileListening() throws Exception {
    try (ChildJvm host =
        ChildJvm.java().agent("diag_addr=127.0.0.1:0").run("tbot.diag.hosts.IdleHost")) {
      Http.get(host.awaitDiagPort(), "/metrics");
      host.endInput();
      assertThat(host.awaitExit()).isZero();
      assertThat(host.stdout()).containsExactly("ready", "bye");
    }
  }
}
