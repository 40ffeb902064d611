package tbot.diag.profiling.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LongMapTest {

  private final LongMap<String> map = new LongMap<>();

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 128, 20_000})
  void agreesWithAHashMapForAnyReservedCapacity(int keys) {
    LongMap<String> map = new LongMap<>(keys);
    Map<Long, String> expected = new HashMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      // Consecutive ids, ids with equal low bits, and hashes.
      for (long key : new long[] {i, (long) i << 32, random.nextLong()}) {
        map.put(key, "v" + i);
        expected.put(key, "v" + i);
      }
    }

    assertThat(map.size()).isEqualTo(expected.size());
    expected.forEach((key, value) -> assertThat(map.get(key)).isEqualTo(value));
  }

  @Test
  void hasNoValueForAKeyThatWasNotPut() {
    map.put(1, "one");

    assertThat(map.get(0)).isNull();
    assertThat(map.get(257)).isNull();
  }

  @Test
  void replacesTheValueOfAKey() {
    map.put(0, "first");
    map.put(0, "second");

    assertThat(map.get(0)).isEqualTo("second");
    assertThat(map.size()).isEqualTo(1);
  }

  @Test
  void putIfAbsentKeepsAnExistingValue() {
    assertThat(map.putIfAbsent(7, "first")).isEqualTo("first");
    assertThat(map.putIfAbsent(7, "second")).isEqualTo("first");

    assertThat(map.get(7)).isEqualTo("first");
  }
}
