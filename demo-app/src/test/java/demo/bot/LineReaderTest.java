package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  @Test
  void acceptsAnyLineEnd() throws IOException {
    assertThat(lines("a\rb\nc\r\nd")).containsExactly("a", "b", "c", "d");
  }

  @Test
  void echoesAndHandlesBackspace() throws IOException {
    assertThat(lines("datx\u007fe\r")).containsExactly("date");
    assertThat(screen.toString(StandardCharsets.UTF_8)).startsWith("datx\b \be\n");
  }

  @Test
  void dropsTheLineAtCtrlCAndEndsAtCtrlD() throws IOException {
    assertThat(lines("oops\u0003date\r\u0004never seen\r")).containsExactly("", "date");
  }

  @Test
  void limitsTheLengthOfALine() throws IOException {
    assertThat(lines("x".repeat(100_000) + "\n"))
        .singleElement()
        .satisfies(line -> assertThat(line).hasSize(4096));
  }

  private List<String> lines(String keys) throws IOException {
    LineReader reader =
        new LineReader(
            new ByteArrayInputStream(keys.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(screen, true, StandardCharsets.UTF_8));
    List<String> lines = new ArrayList<>();
    for (String line = reader.next(); line != null; line = reader.next()) {
      lines.add(line);
    }
    return lines;
  }
}
