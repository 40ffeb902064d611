package tbot.diag.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-Ddb.password=a,b=c|-Ddb.password=***",
        "-DAPI_TOKEN=|-DAPI_TOKEN=***",
        "--client-secret=x y|--client-secret=***",
        "-Djavax.net.ssl.keyStorePassword=changeit|-Djavax.net.ssl.keyStorePassword=***",
        "apiKey=1|apiKey=***",
        "-javaagent:a.jar=url=http://h,authToken=t,debug"
            + "|-javaagent:a.jar=url=http://h,authToken=***,debug",
        "-javaagent:a.jar=token=t,debug|-javaagent:a.jar=token=***,debug",
        "jdbc:postgresql://h/db?user=u&password=p&ssl=true"
            + "|jdbc:postgresql://h/db?user=u&password=***&ssl=true",
      })
  void valuesOfSecretsAreMasked(String argument, String masked) {
    assertThat(SecretMask.argument(argument)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "java",
        "-Xmx1g",
        "-Duser.name=token",
        "/opt/tokens/bot.jar",
        "--passwordless"
      })
  void everythingElseStays(String argument) {
    assertThat(SecretMask.argument(argument)).isEqualTo(argument);
  }

  @Test
  void theArgumentAfterASecretOptionIsMasked() {
    assertThat(SecretMask.commandLine("bot --password p --token --verbose x", ' '))
        .isEqualTo("bot --password *** --token --verbose x");
  }

  @Test
  void theNumberOfArgumentsStays() {
    assertThat(SecretMask.commandLine("a\0\0-Dkey=1\0", '\0')).isEqualTo("a\0\0-Dkey=***\0");
  }
}
