package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.pprof.profile.Profile;

class CollapsedReaderTest {

  private static Profile read(String text) throws IOException {
    return CollapsedReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatIsWritten() throws IOException {
    String text = "java.lang.Thread.run;a.B.c 3\nstart_thread;a.B.c;[unknown] 12\n";
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    CollapsedStacks.write(read(text), written);

    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyInAnyOrderElementsOf(text.lines().toList());
  }

  @Test
  void blanksInNamesAndEmptyLinesAreFine() throws IOException {
    Profile profile = read("a b;c d 1\r\n\r\n");

    profile.<RuntimeException>forEach(
        (stack, label, values) -> {
          assertThat(stack.frame(0).function().name()).isEqualTo("c d");
          assertThat(stack.frame(1).function().name()).isEqualTo("a b");
          assertThat(values).containsExactly(1);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"a;b", "a;b c", "7", " 7"})
  void otherLinesAreNamed(String line) {
    assertThatThrownBy(() -> read("a;b 1\n" + line))
        .isInstanceOf(IOException.class)
        .hasMessage("line 2 is no stack with a number behind it");
  }

  @Test
  void whatIsNoTextIsRefused() {
    assertThatThrownBy(() -> CollapsedReader.read(new byte[] {(byte) 0xff, 0}))
        .isInstanceOf(IOException.class)
        .hasMessage("it is not text");
  }
}
