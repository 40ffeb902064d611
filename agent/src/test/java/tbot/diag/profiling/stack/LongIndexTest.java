package tbot.diag.profiling.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongIndexTest {

  private final LongIndex index = new LongIndex();

  @Test
  void numbersKeysInTheOrderOfTheirFirstAdd() {
    assertThat(index.add(7)).isEqualTo(1);
    assertThat(index.add(0)).isEqualTo(2);
    assertThat(index.add(7)).isEqualTo(1);
    assertThat(index.add(-7)).isEqualTo(3);

    assertThat(index.size()).isEqualTo(3);
    assertThat(index.get(0)).isEqualTo(2);
    assertThat(index.get(1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 255, 256, 20_000})
  void numbersDoNotChangeWhenItGrows(int expected) {
    index.reserve(expected);
    Set<Long> keys = new LinkedHashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      // Consecutive ids, ids with equal low bits, and hashes.
      keys.add((long) i);
      keys.add((long) i << 32);
      keys.add(random.nextLong());
    }
    for (long key : keys) {
      index.add(key);
    }

    int number = 0;
    for (long key : keys) {
      number++;
      assertThat(index.get(key)).isEqualTo(number);
    }
    assertThat(index.size()).isEqualTo(number);
  }
}
