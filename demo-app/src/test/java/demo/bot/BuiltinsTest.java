package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuiltinsTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({
    "whoami, alice, 0",
    "echo a  b, a b, 0",
    "seq 3, '1\n2\n3', 0",
    "sleep 0, '', 0",
    "'', '', 0",
    "true, '', 0",
    "false, '', 1",
    "rm -rf /, '', 127",
    "seq x, '', 2",
    "seq 10000001, '', 2",
    "sleep, '', 2",
  })
  void printAsTheShellCommandsDo(String line, String answer, int status) throws Exception {
    assertThat(run(line)).isEqualTo(status);
    assertThat(text(out)).isEqualTo(answer);
  }

  @Test
  void nameTheHelpForAnUnknownCommand() throws Exception {
    run("frobnicate");

    assertThat(text(err)).isEqualTo("frobnicate: command not found (help lists the commands)");
  }

  @Test
  void printTheTimeInUtc() throws Exception {
    run("date");

    assertThat(text(out)).matches("\\w{3} \\w{3} \\d{1,2} \\d\\d:\\d\\d:\\d\\d Z \\d{4}");
  }

  private int run(String line) throws InterruptedException {
    return new Builtins("alice").run(line, print(out), print(err));
  }

  private static PrintStream print(ByteArrayOutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n").strip();
  }
}
