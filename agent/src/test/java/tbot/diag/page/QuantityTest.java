package tbot.diag.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuantityTest {

  @Test
  void sizesHaveTheirLargestUnit() {
    assertThat(Quantity.bytes(0)).isEqualTo("0 B");
    assertThat(Quantity.bytes(1023)).isEqualTo("1023 B");
    assertThat(Quantity.bytes(1024)).isEqualTo("1.0 KiB");
    assertThat(Quantity.bytes(150 << 20)).isEqualTo("150 MiB");
    assertThat(Quantity.bytes(Long.MAX_VALUE)).isEqualTo("8388608 TiB");
    assertThat(Quantity.bytes(-2048)).isEqualTo("-2.0 KiB");
  }

  @Test
  void durationsHaveTwoUnits() {
    assertThat(Quantity.duration(1_540)).isEqualTo("1.5 s");
    assertThat(Quantity.duration(59_999)).isEqualTo("59 s");
    assertThat(Quantity.duration(61_000)).isEqualTo("1 min 1 s");
    assertThat(Quantity.duration(7_260_000)).isEqualTo("2 h 1 min");
    assertThat(Quantity.duration(90_000_000)).isEqualTo("1 d 1 h");
  }

  @Test
  void numbersAndSharesAreReadable() {
    assertThat(Quantity.count(1_234_567)).isEqualTo("1,234,567");
    assertThat(Quantity.percent(0.123)).isEqualTo("12\u00a0%");
    assertThat(Quantity.percent(0.00123)).isEqualTo("0.1\u00a0%");
  }
}
