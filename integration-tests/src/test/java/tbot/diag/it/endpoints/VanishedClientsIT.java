package tbot.diag.it.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.RawConnection;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.TcpTable;

/** Clients whose machine or network fails, so that no end of the connection arrives. */
@OnEachJvm
@Timeout(600)
class VanishedClientsIT {

  /** As Go's server does. Any answer of the client's system starts these seconds again. */
  private static final double IDLE_SECONDS = 15;

  @Test
  void whileOneWaitsTheSystemAsksWhetherItIsThere() throws IOException {
    try (ChildJvm host =
            ChildJvm.java()
                .agent("diag_addr=127.0.0.1:0,task=report:com.example.Never#comes")
                .run("tbot.diag.hosts.IdleHost");
        RawConnection client = RawConnection.open(host.awaitDiagPort())) {
      client.send(RawConnection.head("GET", "/wait"));

      host.await(
          "the timer of the connection",
          () -> isProbed(TcpTable.secondsToKeepalive(host.awaitDiagPort(), client.localPort())));
    }
  }

  private static boolean isProbed(double seconds) {
    assertThat(seconds).isLessThanOrEqualTo(IDLE_SECONDS);
    return seconds >= 0;
  }
}
