package tbot.diag.pprof.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualThreadTextTest {

  private final StringWriter out = new StringWriter();

  @Test
  void writesAllThatThereIsRoomFor() throws IOException {
    write(1000);

    assertThat(out).hasToString("#1\n  a.B.c\n\n#2\n  a.B.c\n\n#3\n  a.B.c\n\n");
  }

  @Test
  void saysHowManyAreLeftOut() throws IOException {
    write(8);

    assertThat(out)
        .hasToString("#1\n  a.B.c\n\nThe dump is too long: 2 virtual threads are left out.\n");
  }

  private void write(long maxChars) throws IOException {
    VirtualThreadText text = new VirtualThreadText(out, maxChars);
    for (String number : List.of("#1", "#2", "#3")) {
      text.accept(List.of(number, "  a.B.c"));
    }
    text.end();
  }
}
