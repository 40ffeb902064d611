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

/** An SSH server that listens: it accepts logins by key only, and tells clients when it ends. */
final class SshListener implements Closeable {

  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(30);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

  private final SshServer server;

  private SshListener(SshServer server) {
    this.server = server;
  }

  /**
   * Makes a server with the settings of both the jump host and the target; it does not listen yet.
   */
  static SshServer server(KeyPair hostKey, PublickeyAuthenticator logins, Logger log) {
    SshServer server = SshServer.setUpDefaultServer();
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    server.setPublickeyAuthenticator(logins);
    server.addSessionListener(new SessionLog(log));
    CoreModuleProperties.AUTH_TIMEOUT.set(server, LOGIN_TIMEOUT);
    // Do not end idle sessions. Keep-alive messages find the dead ones.
    CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
    CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    server.setSessionHeartbeat(HeartbeatType.IGNORE, KEEP_ALIVE);
    return server;
  }

  /**
   * Starts to listen.
   *
   * @throws IOException if the address cannot be bound; the message names it
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

  /** The address that is bound; if the port was 0, with the one that the system chose. */
  HostPort address() {
    InetSocketAddress bound = (InetSocketAddress) server.getBoundAddresses().iterator().next();
    return new HostPort(bound.getAddress().getHostAddress(), bound.getPort());
  }

  /** Disconnects the clients. Waits two seconds for the last packets, then closes by force. */
  @Override
  public void close() throws IOException {
    for (AbstractSession session : server.getActiveSessions()) {
      session.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "shutting down");
    }
    if (!server.close(false).await(CLOSE_TIMEOUT)) {
      server.close(true).await(CLOSE_TIMEOUT);
    }
  }
}
