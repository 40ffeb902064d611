package tbot.diag.profiling.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class ProcessCpuClockTest {

  @Test
  void addsUserAndSystemTime() {
    assertThat(
            ProcessCpuClock.parse(
                "4711 (a (b) c) S 1 2 3 0 -1 4194304 5 6 7 8 1234 66 9 9 20 0 12 0 1 2 3\n"))
        .isEqualTo(13_000_000_000L);
  }

  @Test
  void isUnknownForAnotherFormat() {
    assertThat(ProcessCpuClock.parse("")).isEqualTo(ProcessCpuClock.UNKNOWN);
    assertThat(ProcessCpuClock.parse("1 (x) S 1 2")).isEqualTo(ProcessCpuClock.UNKNOWN);
    assertThat(ProcessCpuClock.parse("1 (x) S 1 2 3 0 -1 4 5 6 7 8 a b 9"))
        .isEqualTo(ProcessCpuClock.UNKNOWN);
  }

  @Test
  void agreesWithTheJvmsClock() {
    long ours = ProcessCpuClock.nanos();
    assumeTrue(ours != ProcessCpuClock.UNKNOWN, "this system has no /proc");
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    assertThat(system.getProcessCpuTime()).isBetween(ours, ours + 1_000_000_000L);
  }
}
