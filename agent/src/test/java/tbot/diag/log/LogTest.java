package tbot.diag.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTest {

  @Test
  void lineBreaksBecomeBlanks() {
    assertThat(Log.printable("a\r\nb\tc")).isEqualTo("a  b c");
  }

  @Test
  void controlCharactersBecomeEscapes() {
    assertThat(Log.printable("\u001b[2J\u0007\u009b1m\u2028"))
        .isEqualTo("\\u001b[2J\\u0007\\u009b1m\\u2028");
  }

  @Test
  void otherTextStays() {
    assertThat(Log.printable("\"\u00e4\u20ac\ud83d\ude00\" \\"))
        .isEqualTo("\"\u00e4\u20ac\ud83d\ude00\" \\");
  }
}
