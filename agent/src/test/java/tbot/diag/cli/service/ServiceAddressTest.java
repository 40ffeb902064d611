package tbot.diag.cli.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ServiceAddressTest {

  @Test
  void aLoginInTheUrlIsBasicAndIsNotShown() {
    ServiceAddress address = ServiceAddress.parse("https://ann:a%3Ab+c@bot:1/x/");
    assertThat(address.authorization())
        .isEqualTo(
            "Basic "
                + Base64.getEncoder().encodeToString("ann:a:b+c".getBytes(StandardCharsets.UTF_8)));
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
        .hasMessage("\"ftp://***@bot\": use HOST:PORT, or a URL of http or https");
  }
}
