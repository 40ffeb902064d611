package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileLimitTest {

  @ParameterizedTest
  @CsvSource({"1024, 256", "1023, 255", "256, 64", "2, 1", "1048576, 256", "unlimited, 256"})
  void leavesThreeQuartersToTheHost(String soft, int connections) {
    assertThat(FileLimit.quarter("Max open files            " + soft + "     4096    files", 256))
        .isEqualTo(connections);
  }

  @Test
  void isKnownHere() {
    assertThat(FileLimit.connections()).isBetween(1, 256);
    assertThat(FileLimit.waitingRequests()).isBetween(FileLimit.connections(), 1024);
  }
}
