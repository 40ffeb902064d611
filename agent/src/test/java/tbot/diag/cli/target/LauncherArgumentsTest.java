package tbot.diag.cli.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherArgumentsTest {

  @ParameterizedTest
  @CsvSource({
    "java -Xmx1g -jar /a/bot.jar -jar x.jar, bot.jar",
    "/j/bin/java -cp a:b com.example.Main secret, com.example.Main",
    "java --module-path m -m bot/com.example.Main, bot/com.example.Main",
    "java --module=bot/com.example.Main x, bot/com.example.Main",
    "java -javaagent:tbot-diag.jar=diag_addr=:1 -XX:+UseSerialGC Main, Main",
    "java @options Main.java, Main.java",
    "/opt/app/bin/app s3cret, ''",
    "jsvc -user bot com.example.Main, ''",
    "jarsigner -storepass changeit a.jar, ''",
    "java, ''",
  })
  void findsWhatIsRun(String line, String main) {
    assertThat(LauncherArguments.main(List.of(line.split(" ", -1)))).isEqualTo(main);
  }

  @ParameterizedTest
  @CsvSource({
    "com.example.Main a b, com.example.Main",
    "/opt/my bot/bot.jar a.jar b, bot.jar",
    "/opt/bot.jar, bot.jar",
    "bot.jar, bot.jar",
    "com.example.Main s3cret a.jar, com.example.Main",
    "bot.jar s3cret /a/b.jar, bot.jar",
    "jdk.jartool/sun.security.tools.jarsigner.Main -storepass changeit, sun.security.tools.jarsigner.Main",
    "'', ''",
  })
  void findsItInTheRecordOfTheLauncher(String command, String main) {
    assertThat(LauncherArguments.mainOf(command)).isEqualTo(main);
  }
}
