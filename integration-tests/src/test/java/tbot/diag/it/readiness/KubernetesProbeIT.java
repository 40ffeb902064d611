package tbot.diag.it.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static tbot.diag.it.testhost.CheckedHost.check;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.KubeletProbe;
import tbot.diag.it.testhost.CheckedHost;

/** The probes of Kubernetes, sent without a pause between them. */
@Timeout(600)
class KubernetesProbeIT {

  @TempDir Path folder;

  @Test
  void readinessFollowsTheBotAndLivenessDoesNot() throws Exception {
    try (CheckedHost host =
        CheckedHost.start(
            folder,
            List.of(check("bot", "isReady"), check("slow", "isReady").replace("50ms", "1m")))) {
      KubeletProbe readiness = KubeletProbe.ofReadiness(host.port());
      KubeletProbe liveness = KubeletProbe.ofLiveness(host.port());
      for (int i = 0; i < 20; i++) {
        assertThat(readiness.probe()).isFalse();
        assertThat(liveness.probe()).isTrue();
      }
      host.initialise();
      host.jvm().await("readiness", readiness::probe);
      host.jvm().ask("break");
      host.jvm().await("the end of readiness", () -> !readiness.probe());
      assertThat(readiness.inARow()).isEqualTo(3);
      host.jvm().ask("mend");
      host.jvm().await("readiness again", readiness::probe);
      for (int i = 0; i < 20; i++) {
        assertThat(readiness.probe()).isTrue();
        assertThat(liveness.probe()).isTrue();
      }
      assertThat(readiness.changes()).isEqualTo(3);
      assertThat(liveness.changes()).isZero();
    }
  }
}
