package demo.bot;

import java.util.Set;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses that sessions may be forwarded to; without this list, a jump host is an open proxy.
 * Host names are compared as text and not resolved, so that a name server has no influence. No
 * session may listen.
 */
final class PermittedTargets implements TcpForwardingFilter {

  private static final Logger LOG = LoggerFactory.getLogger("jump-host");

  private final Set<HostPort> targets;

  PermittedTargets(Set<HostPort> targets) {
    this.targets = Set.copyOf(targets);
  }

  @Override
  public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
    HostPort target = new HostPort(address.getHostName(), address.getPort());
    boolean permitted =
        type == Type.Direct && contains(target) && ForwardingRights.allow(session, target);
    if (!permitted) {
      LOG.warn("refused: {} may not reach {}", SessionLog.nameOf(session), target);
    }
    return permitted;
  }

  @Override
  public boolean canListen(SshdSocketAddress address, Session session) {
    LOG.warn("refused: {} may not listen on {}", SessionLog.nameOf(session), address);
    return false;
  }

  boolean contains(HostPort target) {
    return targets.stream().anyMatch(target::isSameAs);
  }

  @Override
  public String toString() {
    return String.join(", ", targets.stream().map(HostPort::toString).sorted().toList());
  }
}
