package tbot.diag.cli.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.password.PasswordHash;

class HashPasswordCommandTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static PasswordSource pipe(String text) {
    return new StandardInputPasswords(new ByteArrayInputStream(bytes(text)), false);
  }

  private static PasswordSource typed(String... passwords) {
    Deque<String> left = new ArrayDeque<>(Arrays.asList(passwords));
    return new PasswordSource() {
      @Override
      public byte[] read(String prompt) {
        return bytes(left.remove());
      }

      @Override
      public boolean isTyped() {
        return true;
      }
    };
  }

  /** What the command prints. */
  private static String run(PasswordSource source, String... arguments) {
    StringWriter out = new StringWriter();
    CommandLine line = new CommandLine(new HashPasswordCommand(() -> source));
    line.setOut(new PrintWriter(out));
    // Without the exit codes that Main makes of exceptions.
    line.parseArgs(arguments);
    line.<HashPasswordCommand>getCommand().run();
    return out.toString();
  }

  private static PasswordHash hashIn(String line, String user) {
    assertThat(line).startsWith(user + ":").endsWith(System.lineSeparator());
    return PasswordHash.parse(line.trim().substring(user.length() + 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pässwörd: x ", "pässwörd: x \n", "pässwörd: x \r\n", "pässwörd: x \nmore\n"})
  void hashesTheFirstLineOfAPipe(String text) {
    PasswordHash hash = hashIn(run(pipe(text), "bot", "--cost", "4"), "bot");

    assertThat(hash.text()).startsWith("$2y$04$");
    assertThat(hash.matches(bytes("pässwörd: x "))).isTrue();
  }

  @Test
  void hashesByPbkdf2WhatIsTooLongForBcrypt() {
    String password = "x".repeat(200);
    PasswordHash hash = hashIn(run(pipe(password), "--pbkdf2", "--cost=1000", "bot"), "bot");

    assertThat(hash.text()).startsWith("$pbkdf2-sha512$1000$");
    assertThat(hash.matches(bytes(password))).isTrue();
  }

  @Test
  void hasACostOfItsOwn() {
    assertThat(run(pipe("secret"), "bot")).startsWith("bot:$2y$10$");
    assertThat(run(pipe("secret"), "bot", "--pbkdf2")).startsWith("bot:$pbkdf2-sha512$210000$");
  }

  @Test
  void aTypedPasswordIsReadTwice() {
    assertThat(
            hashIn(run(typed("secret", "secret"), "a b", "--cost=4"), "a b")
                .matches(bytes("secret")))
        .isTrue();
    assertThatThrownBy(() -> run(typed("secret", "Secret"), "bot"))
        .hasMessage("the two passwords are not the same");
  }

  @ParameterizedTest
  @CsvSource({
    "bot, '', the password cannot be read: the input is empty",
    "bot, '\n', the password is empty",
    "bot --cost=3, s, a cost of 3 for bcrypt; use 4 to 14",
    "bot --pbkdf2 --cost=10, s, 10 rounds of PBKDF2; use 1000 to 2000000",
    "a:b, s, 'a name of a user is not empty, does not begin with #, and has no colons in it'",
    "#b, s, 'a name of a user is not empty, does not begin with #, and has no colons in it'",
  })
  void refusesWhatCannotWorkInOneLine(String arguments, String password, String message) {
    assertThatThrownBy(() -> run(pipe(password), arguments.split(" ")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(message);
  }

  @Test
  void refusesPasswordsThatBcryptWouldCut() {
    assertThatThrownBy(() -> run(pipe("x".repeat(73)), "bot"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("the password has 73 bytes, and bcrypt takes the first 72 only");
  }
}
