package demo.bot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.command.AbstractCommandSupport;

/**
 * The jump host's answer to a client that requests a shell or a command: one line, exit status 1.
 */
final class NoShell extends AbstractCommandSupport {

  private static final String MESSAGE =
      "This is a jump host: it has no shell. Connect through it: ssh -J <this host> <target>\r\n";

  NoShell() {
    super(null, null);
  }

  @Override
  public void run() {
    try {
      getErrorStream().write(MESSAGE.getBytes(StandardCharsets.UTF_8));
      getErrorStream().flush();
    } catch (IOException e) {
      log.debug("the client did not wait for the answer", e);
    }
    onExit(1);
  }
}
