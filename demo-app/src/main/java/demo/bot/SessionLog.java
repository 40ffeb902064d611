package demo.bot;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;

/** One line when somebody logs in, one when the session ends. */
final class SessionLog implements SessionListener {

  private static final AttributeKey<Long> BEGAN = new AttributeKey<>();
  private static final AttributeKey<Throwable> BROKEN_BY = new AttributeKey<>();

  private final Logger log;

  SessionLog(Logger log) {
    this.log = log;
  }

  @Override
  public void sessionCreated(Session session) {
    session.setAttribute(BEGAN, System.nanoTime());
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.Authenticated) {
      log.info("login: {} with {}", nameOf(session), proof(session));
    }
  }

  @Override
  public void sessionException(Session session, Throwable cause) {
    session.setAttribute(BROKEN_BY, cause);
  }

  @Override
  public void sessionClosed(Session session) {
    Throwable cause = session.getAttribute(BROKEN_BY);
    String how =
        cause != null
            ? "broken off: " + cause.getMessage()
            : session.isAuthenticated() ? "end" : "refused: no valid login";
    log.info("{}: {} after {} ms", how, nameOf(session), age(session).toMillis());
  }

  /** The user, if known, and the address that the session comes from. */
  static String nameOf(Session session) {
    SocketAddress remote = session.getRemoteAddress();
    String from =
        remote instanceof InetSocketAddress inet && inet.getAddress() != null
            ? new HostPort(inet.getAddress().getHostAddress(), inet.getPort()).toString()
            : String.valueOf(remote);
    return session.getUsername() == null ? from : session.getUsername() + " from " + from;
  }

  private static Duration age(Session session) {
    Long began = session.getAttribute(BEGAN);
    return began == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - began);
  }

  private static String proof(Session session) {
    PublicKey key = session.getAttribute(Logins.PROOF);
    return key instanceof OpenSshCertificate certificate
        ? "certificate " + certificate.getSerial()
        : "key " + KeyUtils.getFingerPrint(key);
  }
}
