package tbot.diag.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomDigitsTest {

  @Test
  void areTwoForEachByteAndNeverTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      assertThat(RandomDigits.of(16)).matches("[0-9a-f]{32}").satisfies(seen::add);
    }
    assertThat(seen).hasSize(1000);
  }
}
