package tbot.diag;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.sun.tools.javac.Main -d out A.java",
        "jdk.compiler/com.sun.tools.javac.Main -d out A.java",
        "jdk.jcmd/sun.tools.jcmd.JCmd 4711 help",
        "sun.tools.jcmd.JCmd 4711 help",
        "java.base/sun.security.tools.keytool.Main -list",
        "sun.security.tools.keytool.Main -list",
        "jdk.jshell/jdk.internal.jshell.tool.JShellToolProvider",
      })
  void toolsOfTheJdkAreLeftAlone(String command) {
    assertThat(Agent.isJdkTool(command)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "bot.jar --listen 2222",
        "com.example.Main",
        "com.example.bot/com.example.bot.Main",
        "/opt/bot/jdk.jar",
        "com.sunny.Main",
        "jdkbot.Main",
        "jdk.compiler/com.sun.tools.javac.launcher.Main Bot.java --listen 2222",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher Bot.java",
      })
  void everythingElseIsAHost(String command) {
    assertThat(Agent.isJdkTool(command)).isFalse();
  }
}
