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

/** Logs one line at each login, and one at the end of each session. */
final class SessionLog implements SessionListener {

  private static final AttributeKey<Long> START_NANOS = new AttributeKey<>();
  private static final AttributeKey<Throwable> FAILURE = new AttributeKey<>();

  private final Logger log;

  SessionLog(Logger log) {
    this.log = log;
  }

  @Override
  public void sessionCreated(Session session) {
    session.setAttribute(START_NANOS, System.nanoTime());
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.Authenticated) {
      log.info("login: {} with {}", nameOf(session), credential(session));
    }
  }

  @Override
  public void sessionException(Session session, Throwable cause) {
    session.setAttribute(FAILURE, cause);
  }

  @Override
  public void sessionClosed(Session session) {
    Throwable cause = session.getAttribute(FAILURE);
    String outcome =
        cause != null
            ? "failed: " + cause.getMessage()
            : session.isAuthenticated() ? "end" : "refused: no valid login";
    log.info("{}: {} after {} ms", outcome, nameOf(session), age(session).toMillis());
  }

  /** The user name, if known, and the client's address. */
  static String nameOf(Session session) {
    SocketAddress remote = session.getRemoteAddress();
    String from =
        remote instanceof InetSocketAddress inet && inet.getAddress() != null
            ? new HostPort(inet.getAddress().getHostAddress(), inet.getPort()).toString()
            : String.valueOf(remote);
    return session.getUsername() == null ? from : session.getUsername() + " from " + from;
  }

  private static Duration age(Session session) {
    Long start = session.getAttribute(START_NANOS);
    return start == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - start);
  }

  private static String credential(Session session) {
    PublicKey key = session.getAttribute(Logins.CREDENTIAL);
    return key instanceof OpenSshCertificate certificate
        ? "certificate " + certificate.getSerial()
        : "key " + KeyUtils.getFingerPrint(key);
  }
}
