package tbot.diag.profiling.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CpuReadingsTest {

  private long cpuNanos;
  private final CpuReadings readings = new CpuReadings(() -> cpuNanos);

  @Test
  void isInProportionBetweenTwoReadings() {
    long before = System.nanoTime();
    readings.read();
    cpuNanos = 1_000_000_000;
    while (System.nanoTime() - before < 100_000_000) {
      Thread.onSpinWait();
    }
    readings.read();
    long after = System.nanoTime();

    assertThat(readings.at(before)).isZero();
    assertThat((double) readings.at(before + (after - before) / 2)).isCloseTo(5e8, within(1e8));
    assertThat(readings.at(after)).isEqualTo(cpuNanos);
  }

  @Test
  void isTheOnlyReading() {
    cpuNanos = 7;
    readings.read();

    assertThat(readings.at(System.nanoTime() - 1_000_000)).isEqualTo(7);
  }

  @Test
  void isUnknownWhereTheClockIs() {
    cpuNanos = ProcessCpuClock.UNKNOWN;
    readings.read();

    assertThat(readings.at(System.nanoTime())).isEqualTo(ProcessCpuClock.UNKNOWN);
  }
}
