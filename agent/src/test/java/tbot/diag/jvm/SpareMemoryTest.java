package tbot.diag.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class SpareMemoryTest {

  /** Asks for more than its heap. */
  static final class Host {
    public static void main(String[] args) {
      try {
        SpareMemory.require(64 << 20);
        System.out.print("goes on");
      } catch (OutOfMemoryError e) {
        System.out.print("is told");
      }
    }
  }

  private static String run(String option) throws Exception {
    Process host =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx16m",
                option,
                "-XX:ErrorFile=/dev/null",
                "-cp",
                System.getProperty("java.class.path"),
                Host.class.getName())
            .redirectErrorStream(true)
            .start();
    String output = new String(host.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return host.waitFor() + " " + output;
  }

  @Test
  void saysThatThereIsTooLittle() throws Exception {
    assertThat(run("-Xint")).isEqualTo("0 is told");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:+CrashOnOutOfMemoryError",
        "-XX:OnOutOfMemoryError=kill -9 %p"
      })
  void provokesNoErrorThatEndsTheHost(String option) throws Exception {
    assertThat(run(option)).isEqualTo("0 goes on");
  }
}
