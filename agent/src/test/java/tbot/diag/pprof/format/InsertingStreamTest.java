package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsertingStreamTest {

  @ParameterizedTest
  @CsvSource({
    "'<a></a><b>', '<a>1</a>2<b>'",
    "'<<<//a</</a><b<b><b></a>', '<<<//a</1</a><b2<b><b></a>'",
    "'<b></a><b>', '<b>1</a>2<b>'",
    "'<b>', '<b>'",
    "'</a></', '1</a></'",
    "'</a', '</a'",
    "'', ''",
  })
  void insertsBeforeEachMarkerInTurn(String document, String expected) throws IOException {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    for (int step = 1; step <= bytes.length + 1; step++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (InsertingStream stream =
          new InsertingStream(out).before("</a>", "1").before("<b>", "2")) {
        for (int at = 0; at < bytes.length; at += step) {
          stream.write(bytes, at, Math.min(step, bytes.length - at));
        }
      }
      assertThat(out.toString(StandardCharsets.UTF_8)).as("%d at a time", step).isEqualTo(expected);
    }
  }
}
