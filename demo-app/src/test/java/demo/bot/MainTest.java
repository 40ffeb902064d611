package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MainTest {

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "--listen=here                | 'here' is not host:port",
        "--allow-target=x:y           | 'x:y' is not host:port",
        "--target-listen=0.0.0.0:2223 | --target-listen must be on loopback",
        "--renew-every=0s             | '0s' is not a duration, such as 500ms, 10s, 5m or 1h",
        "--certificate-ttl=10         | '10' is not a duration",
        "--certificate-ttl=900ms      | --certificate-ttl must be 1s or more",
        "--fail-renewals=-1           | --fail-renewals must not be negative",
        "--bogus                      | Unknown option: '--bogus'",
        "bogus                        | 'bogus'",
        "target --listen=192.0.2.1:22 | --listen must be on loopback",
        "session uptime               | Missing required option: '--key=FILE'",
        "keygen                       | Missing required parameter: 'FILE'",
        "get nonsense                 | cannot convert 'nonsense' to URL",
      })
  void reportsAWrongOptionInOneLineWithExitCode2(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);

    assertThat(err.toString().lines()).singleElement().asString().contains(message);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void namesTheAddressThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();

      assertThat(run("--state", directory + "", "--listen", address, "--allow-target", "h:1"))
          .isEqualTo(1);

      assertThat(err.toString().lines())
          .singleElement()
          .asString()
          .contains("cannot listen on " + address);
    }
  }

  @Test
  void namesTheInvalidStateDirectory() throws Exception {
    Path file = Files.createFile(directory.resolve("file"));

    assertThat(run("--state", file.toString())).isEqualTo(1);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("cannot use the state directory " + file);
  }

  @Test
  void namesTheInvalidKeyFile() throws Exception {
    Path file = Files.writeString(directory.resolve("user_ca"), "no key");

    assertThat(run("--state", directory.toString())).isEqualTo(1);

    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains(file + " is not a private");
  }

  @Test
  void listsItsOptions() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString()).contains("--listen", "--allow-target", "--fail-renewals", "target");
  }

  private int run(String... arguments) {
    CommandLine command = Main.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return command.execute(arguments);
  }
}
