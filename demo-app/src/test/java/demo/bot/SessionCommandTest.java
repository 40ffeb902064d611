package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the command line's own SSH client, through a bot to its target. */
@Timeout(300)
class SessionCommandTest {

  private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final PrintStream ownOut = System.out;
  private final PrintStream ownErr = System.err;
  private StateDirectory state;
  private Path user;
  private Bot bot;

  @BeforeEach
  void start() throws Exception {
    state = StateDirectory.open(directory.resolve("state"));
    user = newKey("user");
    Files.copy(directory.resolve("user.pub"), state.authorizedKeys());
    bot =
        Bot.start(
            new BotOptions(
                state,
                new Logins("bot", state.authorizedKeys(), state.trustedUserAuthority()),
                ANY_PORT,
                ANY_PORT,
                Set.of(),
                new Renewals.Schedule(
                    "bot", Duration.ofHours(1), Duration.ofHours(2), FailurePlan.NONE)));
  }

  @AfterEach
  void stop() {
    System.setOut(ownOut);
    System.setErr(ownErr);
    bot.close();
  }

  @Test
  void printsTheOutputAndReturnsTheStatus() throws Exception {
    assertThat(session(state, user, "echo", "through", "it")).isZero();
    assertThat(printed(out)).isEqualTo("through it\n");

    assertThat(session(state, user, "false")).isEqualTo(1);
    assertThat(session(state, user, "bogus")).isEqualTo(127);
    assertThat(printed(err)).startsWith("bogus: command not found");
  }

  @Test
  void reportsARefusedLogin() throws Exception {
    assertThat(session(state, newKey("stranger"), "true")).isEqualTo(255);

    assertThat(printed(err).lines()).singleElement().asString().contains("no session: ");
    assertThat(printed(out)).isEmpty();
  }

  @Test
  void refusesAServerWithAnotherKey() throws Exception {
    StateDirectory other = StateDirectory.open(directory.resolve("other"));
    KeyFile.loadOrCreate(other.hostKey(), "test");
    Files.copy(state.targetHostKey(), other.targetHostKey());

    assertThat(session(other, user, "true")).isEqualTo(255);
    assertThat(printed(err)).contains("Server key did not validate");
  }

  @Test
  void keygenKeepsAnExistingKey() throws Exception {
    byte[] before = Files.readAllBytes(user);

    newKey("user");

    assertThat(user).hasBinaryContent(before);
  }

  private Path newKey(String name) {
    Path file = directory.resolve(name);
    assertThat(Main.commandLine().execute("keygen", file.toString())).isZero();
    return file;
  }

  private int session(StateDirectory servers, Path key, String... command) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "session",
                "--jump=" + bot.jumpHostAddress(),
                "--target=" + bot.targetAddress(),
                "--state=" + servers.path(),
                "--key=" + key));
    arguments.addAll(List.of(command));
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    return Main.commandLine().execute(arguments.toArray(String[]::new));
  }

  private static String printed(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
