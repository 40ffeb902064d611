package tbot.diag.config.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandlerSpecTest {

  @Test
  void aNameAloneMeansEveryOverload() {
    HandlerSpec spec = HandlerSpec.parse("com.example.Mux#handle");

    assertThat(spec.className()).isEqualTo("com.example.Mux");
    assertThat(spec.methodName()).isEqualTo("handle");
    assertThat(spec.parameterTypes()).isNull();
  }

  @Test
  void aSignatureMeansOneOverload() {
    assertThat(HandlerSpec.parse("Mux#handle(int,java.lang.String)").parameterTypes())
        .containsExactly("int", "java.lang.String");
    assertThat(HandlerSpec.parse("Mux#handle()").parameterTypes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.B#c|a.B#c",
        " a.B # c |a.B#c",
        "a.B$In#c( int , byte[][] )|a.B$In#c(int,byte[][])",
        "a.B#c()|a.B#c()",
        "B#handle-abc$0|B#handle-abc$0",
      })
  void parsesItsCanonicalText(String text, String canonical) {
    HandlerSpec spec = HandlerSpec.parse(text);

    assertThat(spec).hasToString(canonical);
    assertThat(HandlerSpec.parse(canonical)).isEqualTo(spec).hasSameHashCodeAs(spec);
  }

  @Test
  void distinguishesEveryOverloadFromNoParameters() {
    assertThat(HandlerSpec.parse("B#c")).isNotEqualTo(HandlerSpec.parse("B#c()"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "handle",
        "#handle",
        "a.B#",
        "a..B#c",
        "a/B#c",
        "1B#c",
        "a.B#c(",
        "a.B#c)",
        "a.B#c(int",
        "a.B#c(int,)",
        "a.B#c(,)",
        "a.B#c(List<String>)",
        "a.B#c#d",
        "a.B#c d",
        "a.B#<init>",
        "a.B#<clinit>",
        "java.lang.Thread#run",
        "a.B#c()x",
      })
  void refusesInvalidTextInOneLine(String text) {
    assertThatThrownBy(() -> HandlerSpec.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ssh_handler '" + text + "'")
        .hasMessageContaining("valid is Class#method for every overload")
        .message()
        .doesNotContain("\n");
  }
}
