package demo.bot;

import java.io.IOException;
import java.security.KeyPair;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SSH server behind the jump host, with a few built-in commands. It starts no processes. */
final class Target {

  private static final Logger LOG = LoggerFactory.getLogger("target");

  private Target() {}

  /**
   * Starts a target.
   *
   * @throws IOException if it cannot listen; the message names the address
   */
  static SshListener open(HostPort at, KeyPair hostKey, PublickeyAuthenticator logins)
      throws IOException {
    SshServer server = SshListener.server(hostKey, logins, LOG);
    server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
    server.setShellFactory(channel -> new BuiltinShell());
    server.setCommandFactory((channel, command) -> new BuiltinCommand(command));
    SshListener listener = SshListener.open(server, at);
    LOG.info("listening on {}", listener.address());
    return listener;
  }
}
