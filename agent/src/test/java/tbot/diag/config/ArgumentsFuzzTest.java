package tbot.diag.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.config.value.ListenAddress;

/** Any agent arguments are options, or are refused in one line. */
class ArgumentsFuzzTest {

  private static String file;

  @BeforeAll
  static void write(@TempDir Path folder) throws IOException {
    file =
        Files.writeString(
                folder.resolve("tbot.yaml"),
                """
                diag_addr: '[::1]:3001'
                debug: true
                record: true
                cmdline: full
                lib_dir: /x
                ssh_handler: a.B#c
                """)
            .toString();
  }

  @Timeout(60)
  @FuzzTest
  void arguments(byte[] utf8) {
    String text = new String(utf8, UTF_8);
    try {
      check(
          DiagOptions.resolve(
              AgentArguments.parse(text), Map.of("TBOT_CONFIG_PATH", file, "TBOT_DEBUG", text)),
          utf8.length);
    } catch (IllegalArgumentException e) {
      OneLine.check(e.getMessage(), utf8.length);
    }
  }

  /** Checks that values can be given as they are shown, and that each warning is one line. */
  static void check(DiagOptions options, int inputBytes) {
    if (options.diagAddr() != null) {
      assertThat(ListenAddress.parse(options.diagAddr().toString())).isEqualTo(options.diagAddr());
    }
    for (HandlerSpec handler : options.sshHandlers()) {
      assertThat(HandlerSpec.parse(handler.toString())).isEqualTo(handler);
    }
    for (String warning : options.warnings()) {
      OneLine.check(warning, inputBytes);
    }
  }
}
