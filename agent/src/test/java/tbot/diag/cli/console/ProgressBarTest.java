package tbot.diag.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressBarTest {

  private final StringWriter out = new StringWriter();
  private final ProgressBar bar = new ProgressBar(new PrintWriter(out), "cpu", 10_000);

  @Test
  void showsHowMuchIsOver() {
    assertThat(bar.line(5_200, "Ctrl-C keeps it", 80))
        .isEqualTo("cpu  [############............]  5 of 10 s  Ctrl-C keeps it");
    assertThat(bar.line(60_000, "Ctrl-C keeps it", 80))
        .isEqualTo("cpu  [########################]  10 of 10 s  reading");
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 70, 60, 50, 40, 30, 20, 12, 5, 1})
  void isNarrowerThanTheTerminal(int columns) {
    assertThat(bar.line(1_000, "Ctrl-C keeps it", columns)).hasSizeLessThan(columns);
  }

  @Test
  void clearsItsLineAtTheEnd() {
    bar.show(1_000, "Ctrl-C keeps it");
    bar.close();
    assertThat(out.toString()).startsWith("\r\u001b[K").endsWith("\r\u001b[K");
  }
}
