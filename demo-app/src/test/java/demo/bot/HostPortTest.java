package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:2222", "[::1]:22", "host.example:0", "h:65535"})
  void printsTheTextItParsed(String text) {
    assertThat(HostPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "22", ":22", "host", "host:", "host:x", "h:65536", "h:-1", "::1:22"})
  void refusesOtherForms(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPort.parse(text))
        .withMessageContaining("'" + text + "' is not host:port");
  }

  @Test
  void ignoresTheCaseOfHostNames() {
    HostPort address = new HostPort("Target.example", 22);

    assertThat(address.isSameAs(new HostPort("target.EXAMPLE", 22))).isTrue();
    assertThat(address.isSameAs(new HostPort("target.example", 23))).isFalse();
    assertThat(address.isSameAs(new HostPort("other.example", 22))).isFalse();
  }

  @Test
  void matchesThePatternsOfPermitopen() {
    HostPort address = new HostPort("::1", 22);

    assertThat(address.matches("[::1]:22")).isTrue();
    assertThat(address.matches("[::1]:*")).isTrue();
    assertThat(address.matches("[::1]:23")).isFalse();
    assertThat(address.matches("*")).isFalse();
    assertThat(address.matches("")).isFalse();
  }
}
