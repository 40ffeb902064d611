package tbot.diag.profiling.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeNamesTest {

  @ParameterizedTest
  @CsvSource({
    "java/lang/String, java.lang.String",
    "[B, byte[]",
    "[[J, long[][]",
    "[Lcom/foo/Bar$Inner;, com.foo.Bar$Inner[]",
    "com/foo/Bar$$Lambda$14/0x00000008000c8840, com.foo.Bar$$Lambda",
  })
  void convertsToNamesOfTheLanguage(String internal, String name) {
    assertThat(TypeNames.display(internal)).isEqualTo(name);
  }
}
