package tbot.diag.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ServiceAddressTest {

  @Test
  void aLoginInTheUrlIsBasicAndIsNotShown() {
    ServiceAddress address = ServiceAddress.parse("https://ann:a%3Ab+c@bot:1/x/");
    assertThat(address.authorization()).isEqualTo(basic("ann:a:b+c"));
    assertThat(address.url("/livez")).hasToString("https://bot:1/x/livez");
    assertThat(address).hasToString("https://bot:1/x");
  }

  @Test
  void anAddressWithoutLoginHasNone() {
    assertThat(ServiceAddress.parse(":3001").authorization()).isNull();
  }

  @Test
  void aMessageHasNoPassword() {
    assertThatThrownBy(() -> ServiceAddress.parse("ftp://ann:secret@bot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("\"ftp://***@bot\": use HOST:PORT, a URL of http or https, or unix:/PATH");
    assertThatThrownBy(() -> ServiceAddress.parse("unix://ann:secret@bot"))
        .hasMessageStartingWith("\"unix://***@bot\": ");
  }

  @ParameterizedTest
  @CsvSource({
    "ann:s3cret@host, ***@host",
    "ann:p#s3cret@host:3001, ***@host:3001",
    "ann:s3cret@cret@host:x, ***@host:x",
    "https://ann:s3cret/cret@host:1, https://***@host:1",
    "https://ann:s3cret?x@host, https://***@host",
    "ann:s3cret x@host:1, ***@host:1",
    "unix:ann:s3cret@/run/bot.sock, ***@/run/bot.sock",
    "unix://ann:s3cret/cret@/run/bot.sock, unix://***@/run/bot.sock",
  })
  void aMessageOfAWrongFormHasNoPassword(String address, String shown) {
    assertThatThrownBy(() -> ServiceAddress.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage('"' + shown + "\": use HOST:PORT, a URL of http or https, or unix:/PATH");
  }

  @Test
  void aLoginOfTheEnvironmentIsSentIfTheAddressHasNone() {
    ServiceAddressConverter converter = new ServiceAddressConverter("ann:a%3A@b");
    assertThat(converter.convert("bot:1").authorization()).isEqualTo(basic("ann:a%3A@b"));
    assertThat(converter.convert("http://bob:x@bot:1").authorization()).isEqualTo(basic("bob:x"));
    assertThat(new ServiceAddressConverter("").convert("bot:1").authorization()).isNull();
  }

  @Test
  void aLoginOfTheEnvironmentHasAUserAndAPassword() {
    assertThatThrownBy(() -> new ServiceAddressConverter("s3cret").convert("bot:1"))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage("the variable TBOT_DIAG_LOGIN is not USER:PASSWORD");
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:3001,http://127.0.0.1:3001/wait",
    ":3001,http://localhost:3001/wait",
    "[::1]:3001,http://[::1]:3001/wait",
    "https://bot.example.com,https://bot.example.com/wait",
    "http://bot:1/a/,http://bot:1/a/wait",
    "unix:/run/a b%20?.sock,unix:/run/a b%20?.sock /wait",
    "unix:///run/bot.sock,unix:/run/bot.sock /wait",
    "unix://ann:secret@/run/a@b.sock,unix:/run/a@b.sock /wait",
  })
  void understandsTheAddressesOfTbotAndSockets(String address, String url) {
    assertThat(ServiceAddress.parse(address).url("/wait")).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bot",
        "bot:",
        "bot:x",
        "bot:1/a",
        "ftp://bot",
        "http://",
        "http://b?c",
        "http://b#c",
        "unix:",
        "unix:run/bot.sock",
        "unix:/",
        "unix:/run/",
        "unix://bot/run/bot.sock",
        "a b:1",
        "::1:3001"
      })
  void refusesOtherAddresses(String address) {
    assertThatThrownBy(() -> ServiceAddress.parse(address))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage('"' + address + "\": use HOST:PORT, a URL of http or https, or unix:/PATH");
  }
}
