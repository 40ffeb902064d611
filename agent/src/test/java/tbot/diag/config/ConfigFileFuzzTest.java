package tbot.diag.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Any file holds options, or is refused in one line with its name. */
class ConfigFileFuzzTest {

  private static Path file;

  @BeforeAll
  static void name(@TempDir Path folder) {
    file = folder.resolve("tbot.yaml");
  }

  @Timeout(60)
  @FuzzTest
  void files(byte[] content) throws IOException {
    Files.write(file, content);
    AgentArguments arguments = AgentArguments.parse("diag_addr=:1,config=" + file);
    try {
      ArgumentsFuzzTest.check(DiagOptions.resolve(arguments, Map.of()), content.length);
    } catch (IllegalArgumentException e) {
      OneLine.check(e.getMessage(), content.length);
      assertThat(e.getMessage()).startsWith("config: " + file + ": ");
    }
  }
}
