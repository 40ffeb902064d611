package tbot.diag.checks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import tbot.diag.config.value.TcpTarget;

/** Whether somebody accepts connections at an address. Sends nothing. */
final class TcpCheck implements Check {

  private final TcpTarget target;
  private final int timeoutMillis;

  TcpCheck(TcpTarget target, long timeoutMillis) {
    this.target = target;
    this.timeoutMillis = (int) Math.min(timeoutMillis, Integer.MAX_VALUE);
  }

  @Override
  public CheckResult run() {
    try (Socket socket = new Socket()) {
      InetSocketAddress address = target.resolve();
      // An interrupt does not end this.
      socket.connect(address, timeoutMillis);
      return CheckResult.PASSED;
    } catch (IOException | IllegalArgumentException e) {
      return CheckResult.failed("cannot connect to " + target.address() + ": " + e.getMessage());
    }
  }
}
