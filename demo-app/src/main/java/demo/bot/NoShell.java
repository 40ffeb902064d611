package demo.bot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** What the jump host answers to who asks it for a shell or a command. */
final class NoShell extends AbstractCommandSupport {

  private static final String WORDS =
      "This is a jump host: it has no shell. Connect through it: ssh -J <this host> <target>\r\n";

  NoShell() {
    super(null, null);
  }

  @Override
  public void run() {
    try {
      getErrorStream().write(WORDS.getBytes(StandardCharsets.UTF_8));
      getErrorStream().flush();
    } catch (IOException e) {
      log.debug("the client did not wait for the answer", e);
    }
    onExit(1);
  }
}
