package tbot.diag.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tbot.diag.profiling.sample.ProcessCpuClock;

class CpuShareTest {

  private static final long SECOND = 1_000_000_000;

  private final CpuShare share = new CpuShare();

  @Test
  void theFirstLookCoversTheLifeOfTheProcess() {
    CpuShare.Reading first = share.read(10 * SECOND, 500, 5 * SECOND);

    assertThat(first.processors()).isEqualTo(0.5);
    assertThat(first.spanNanos()).isEqualTo(10 * SECOND);
  }

  @Test
  void laterLooksCoverTheTimeSinceTheLast() {
    share.read(10 * SECOND, 0, 5 * SECOND);
    CpuShare.Reading next = share.read(12 * SECOND, 2 * SECOND, 8 * SECOND);

    assertThat(next.processors()).isEqualTo(1.5);
    assertThat(next.spanNanos()).isEqualTo(2 * SECOND);
    assertThat(next.totalCpuNanos()).isEqualTo(8 * SECOND);
  }

  @Test
  void aSecondLookAtOnceRepeatsTheFirst() {
    CpuShare.Reading first = share.read(10 * SECOND, 0, SECOND);

    assertThat(share.read(10 * SECOND, SECOND / 2, SECOND)).isSameAs(first);
  }

  @Test
  void thereIsNoReadingWithoutAClock() {
    assertThat(share.read(SECOND, 0, ProcessCpuClock.UNKNOWN)).isNull();
  }
}
