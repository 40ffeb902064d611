package tbot.diag.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code JAVA_TOOL_OPTIONS} the agent also lands in the JDK's own tools. */
class ToolOptionsIT {

  @ParameterizedTest
  @CsvSource({"javac, -version", "jcmd, -l", "keytool, -help"})
  void theToolsOfTheJdkRunWithoutAListenerAndWithoutALineOfOurs(String tool, String argument)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", tool).toString(), argument)
            .redirectErrorStream(true);
    builder
        .environment()
        .put(
            "JAVA_TOOL_OPTIONS",
            "-javaagent:" + Artifacts.agentJar() + "=diag_addr=127.0.0.1:0,debug");
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(printed).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    assertThat(printed).doesNotContain("tbot-diag: ");
  }
}
