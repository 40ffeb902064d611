package demo.bot;

import java.io.IOException;
import java.security.KeyPair;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SSH server for {@code ssh -J}. It only forwards connections, to the permitted targets. */
final class JumpHost {

  private static final Logger LOG = LoggerFactory.getLogger("jump-host");

  private JumpHost() {}

  /**
   * Starts a jump host.
   *
   * @throws IOException if it cannot listen; the message names the address
   */
  static SshListener open(
      HostPort at, KeyPair hostKey, PublickeyAuthenticator logins, PermittedTargets targets)
      throws IOException {
    SshServer server = SshListener.server(hostKey, logins, LOG);
    server.setForwardingFilter(ForwardingFilter.asForwardingFilter(null, null, targets));
    server.setShellFactory(channel -> new NoShell());
    server.setCommandFactory((channel, command) -> new NoShell());
    SshListener listener = SshListener.open(server, at);
    LOG.info("listening on {}, forwarding to {}", listener.address(), targets);
    return listener;
  }
}
