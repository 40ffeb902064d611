package tbot.diag.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void cellsCannotReachTheTerminal() {
    StringWriter text = new StringWriter();
    TextTable table = new TextTable(true, false);
    table.add("number", "name");
    table.add("1", "a\u001b[2J\nb");

    table.print(new PrintWriter(text, true));

    assertThat(text.toString().lines()).containsExactly("number  name", "     1  a\\u001b[2J b");
  }
}
