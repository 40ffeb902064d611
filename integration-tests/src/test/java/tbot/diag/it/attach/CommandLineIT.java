package tbot.diag.it.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.LocalPort;

/** The commands of {@code java -jar tbot-diag.jar}. */
class CommandLineIT {

  @Test
  void attachStartsTheListenerAndDetachStopsIt() throws Exception {
    try (ChildJvm host = ChildJvm.java().run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");

      command(0, "attach", Long.toString(host.pid()), "diag_addr=127.0.0.1:0");
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);

      command(0, "detach", Long.toString(host.pid()));
      host.await("the listener to close", () -> !LocalPort.isListenedOn(port));
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stdout()).containsExactly("ready", "bye");
    }
  }

  @Test
  void bothSidesMayUseDifferentJavas() throws Exception {
    attachAndDetach(ChildJvm.java(), ChildJvm.javaOfTheTests());
    attachAndDetach(ChildJvm.javaOfTheTests(), ChildJvm.java());
  }

  private static void attachAndDetach(ChildJvm.Builder hosts, ChildJvm.Builder callers)
      throws Exception {
    try (ChildJvm host = hosts.run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");
      String pid = Long.toString(host.pid());

      ChildJvm attach =
          callers.runJar(Artifacts.agentJar(), "attach", pid, "diag_addr=127.0.0.1:0");
      assertThat(attach.awaitExit()).as(attach.transcript()).isZero();
      int port = host.awaitDiagPort();
      assertThat(Http.get(port, "/livez").statusCode()).isEqualTo(200);

      ChildJvm detach = callers.runJar(Artifacts.agentJar(), "detach", pid);
      assertThat(detach.awaitExit()).as(detach.transcript()).isZero();
      host.await("the listener to close", () -> !LocalPort.isListenedOn(port));
    }
  }

  @Test
  void badOptionsNeverReachTheHost() throws Exception {
    try (ChildJvm host = ChildJvm.java().run("tbot.diag.hosts.IdleHost")) {
      host.awaitStdout("ready");

      ChildJvm attach =
          command(2, "attach", Long.toString(host.pid()), "diag_addr=127.0.0.1:70000");

      assertThat(attach.stderr().get(0)).contains("diag_addr").contains("70000");
      assertThat(attach.stderr()).anyMatch(line -> line.startsWith("Usage: tbot-diag attach"));
      assertThat(host.stderr()).isEmpty();
    }
  }

  @Test
  void aWrongCallPrintsUsageAndEndsWithExitCode2() throws Exception {
    assertThat(command(2).stderr()).anyMatch(line -> line.startsWith("Usage: tbot-diag"));
    assertThat(command(2, "attach").stderr()).anyMatch(line -> line.contains("TARGET"));
  }

  @Test
  void hashPasswordPrintsALineForTheFileOfUsers() throws Exception {
    ChildJvm bcrypt = hashPassword("secret\n", "bot", "--cost", "5");
    assertThat(bcrypt.stdout()).singleElement().asString().matches("bot:\\$2y\\$05\\$[./\\w]{53}");
    assertThat(bcrypt.stderr()).isEmpty();
    ChildJvm pbkdf2 = hashPassword("secret", "--pbkdf2", "bot");
    assertThat(pbkdf2.stdout())
        .singleElement()
        .asString()
        .matches("bot:\\$pbkdf2-sha512\\$210000\\$[./\\w]{22}\\$[./\\w]{86}");
    assertThat(pbkdf2.awaitExit() + bcrypt.awaitExit()).isZero();

    ChildJvm none = hashPassword("", "bot");
    assertThat(none.awaitExit()).isEqualTo(1);
    assertThat(none.stdout()).isEmpty();
    assertThat(none.stderr())
        .containsExactly("tbot-diag: the password cannot be read: the input is empty");
  }

  private static ChildJvm hashPassword(String input, String... arguments) throws Exception {
    String[] all =
        Stream.concat(Stream.of("hash-password"), Stream.of(arguments)).toArray(String[]::new);
    ChildJvm command = ChildJvm.java().runJar(Artifacts.agentJar(), all);
    try (OutputStream in = command.process().getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    command.awaitExit();
    return command;
  }

  @Test
  void resultsThatCannotBeWrittenAreAFailure() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/full")), "this system has no full device");
    ChildJvm full = piped("\"$@\" > /dev/full", "completion", "bash");

    assertThat(full.awaitExit()).as(full.transcript()).isEqualTo(1);
    assertThat(full.stderr())
        .singleElement()
        .asString()
        .startsWith("tbot-diag: standard output cannot be written: ");
  }

  @Test
  void aReaderThatHasGoneIsNoFailure() throws Exception {
    ChildJvm gone = piped("set -o pipefail; \"$@\" | true", "completion", "bash");

    assertThat(gone.awaitExit()).as(gone.transcript()).isZero();
    assertThat(gone.stderr()).isEmpty();
  }

  private static ChildJvm piped(String script, String... arguments) throws Exception {
    return ChildJvm.java()
        .before("bash", "-c", script, "bash")
        .runJar(Artifacts.agentJar(), arguments);
  }

  private static ChildJvm command(int expectedExit, String... arguments) throws Exception {
    ChildJvm command = ChildJvm.java().runJar(Artifacts.agentJar(), arguments);
    assertThat(command.awaitExit()).as(command.transcript()).isEqualTo(expectedExit);
    return command;
  }
}
