package tbot.diag.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.spi.ToolProvider;

/** Tools of the JDK that runs the tests. */
public final class JdkTool {

  private JdkTool() {}

  /**
   * Runs a tool, which must succeed. Skips the test where this JDK has no such tool.
   *
   * @param name such as {@code jlink}
   */
  public static void run(String name, List<String> arguments) {
    ToolProvider tool = ToolProvider.findFirst(name).orElse(null);
    assumeTrue(tool != null, "the JDK that runs the tests has no " + name);
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);
    int status = tool.run(out, out, arguments.toArray(String[]::new));
    assertThat(status).as(name + ": " + printed).isZero();
  }
}
