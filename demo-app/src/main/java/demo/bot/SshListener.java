package demo.bot;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionHeartbeatController.HeartbeatType;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.slf4j.Logger;

/** An SSH server that listens: logins by key alone, and an end that lets clients know. */
final class SshListener implements Closeable {

  private static final Duration LOGIN_GRACE = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final SshServer server;

  private SshListener(SshServer server) {
    this.server = server;
  }

  /** A server with what the jump host and the target have in common, not yet listening. */
  static SshServer server(KeyPair hostKey, PublickeyAuthenticator logins, Logger log) {
    SshServer server = SshServer.setUpDefaultServer();
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    server.setPublickeyAuthenticator(logins);
    server.addSessionListener(new SessionLog(log));
    CoreModuleProperties.AUTH_TIMEOUT.set(server, LOGIN_GRACE);
    // An idle session is not a dead one: ask, instead of ending it.
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    server.setSessionHeartbeat(HeartbeatType.IGNORE, KEEP_ALIVE);
    return server;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if it cannot; the message names the address
   */
  static SshListener open(SshServer server, HostPort at) throws IOException {
    server.setHost(at.host());
    server.setPort(at.port());
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException("cannot listen on " + at + ": " + e.getMessage(), e);
    }
    return new SshListener(server);
  }

  /** Where it listens, with the port that the system chose for 0. */
  HostPort address() {
    InetSocketAddress bound = (InetSocketAddress) server.getBoundAddresses().iterator().next();
    return new HostPort(bound.getAddress().getHostAddress(), bound.getPort());
  }

  /** Says goodbye to the clients, gives their last packets two seconds, and cuts what is left. */
  @Override
  public void close() throws IOException {
    for (AbstractSession session : server.getActiveSessions()) {
      session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "shutting down");
    }
    if (!server.close(false).await(FAREWELL)) {
      server.close(true).await(FAREWELL);
    }
  }
}
