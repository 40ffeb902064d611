package tbot.diag.profiling.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PerfPermissionTest {

  @ParameterizedTest
  @CsvSource({
    "-1, 0000000000000000, true",
    "1, 0000000000000000, true",
    "2, 0000000000000000, false",
    "4, 00000000a80425fb, false", // the default capabilities of a container
    "4, 000001ffffffffff, true",
    "2, 0000004000000000, true", // CAP_PERFMON
    "3, 0000000000200000, true", // CAP_SYS_ADMIN
    "x, 000001ffffffffff, false",
    "2, y, false"
  })
  void coversTheKernelByLevelOrCapability(String paranoid, String capabilities, boolean expected) {
    String status = "Name:\tjava\nCapPrm:\tffff\nCapEff:\t" + capabilities + "\nCapBnd:\tffff\n";

    assertThat(PerfPermission.coversKernel(paranoid + "\n", status)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2, ''", "2, 'CapEff:\t000001ffffffffff'"})
  void doesNotCoverTheKernelIfUnknown(String paranoid, String status) {
    assertThat(PerfPermission.coversKernel(paranoid, status)).isFalse();
  }
}
