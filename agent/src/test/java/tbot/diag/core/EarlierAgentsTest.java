package tbot.diag.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlierAgentsTest {

  private static final String OURS = "java\0-javaagent:tbot-diag.jar=debug\0";

  @Test
  void oursAloneIsNone() {
    assertThat(possible(OURS + "-jar\0bot.jar\0", "")).isFalse();
    assertThat(possible("java\0-jar\0bot.jar\0", "-javaagent:tbot-diag.jar -Xmx64m")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-javaagent:other.jar\0",
        "@options\0",
        "-XX:VMOptionsFile=options\0",
        "-XX:Flags=.hotspotrc\0"
      })
  void whatNamesOrMayNameAnotherIsOne(String argument) {
    assertThat(possible(OURS + argument + "Bot\0", "")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-javaagent:other.jar", "@options"})
  void theEnvironmentMayNameOneToo(String options) {
    assertThat(possible(OURS + "Bot\0", options)).isTrue();
  }

  private static boolean possible(String commandLine, String options) {
    return EarlierAgents.arePossible(commandLine, Map.of("JAVA_TOOL_OPTIONS", options));
  }
}
