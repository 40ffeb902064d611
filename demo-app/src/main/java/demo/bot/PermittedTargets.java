package demo.bot;

import java.util.Set;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where sessions may be forwarded to: a jump host that forwards anywhere is an open proxy. Names
 * are compared as they are written, not by what they resolve to, so that nobody's name server has a
 * say. Nobody may listen.
 */
final class PermittedTargets implements TcpForwardingFilter {

  private static final Logger LOG = LoggerFactory.getLogger("jump-host");

  private final Set<HostPort> targets;

  PermittedTargets(Set<HostPort> targets) {
    this.targets = Set.copyOf(targets);
  }

  @Override
  public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
    HostPort place = new HostPort(address.getHostName(), address.getPort());
    boolean permitted =
        type == Type.Direct && contains(place) && ForwardingRights.allow(session, place);
    if (!permitted) {
      LOG.warn("refused: {} may not reach {}", SessionLog.nameOf(session), place);
    }
    return permitted;
  }

  @Override
  public boolean canListen(SshdSocketAddress address, Session session) {
    LOG.warn("refused: {} may not listen on {}", SessionLog.nameOf(session), address);
    return false;
  }

  boolean contains(HostPort place) {
    return targets.stream().anyMatch(place::isSameAs);
  }

  @Override
  public String toString() {
    return String.join(", ", targets.stream().map(HostPort::toString).sorted().toList());
  }
}
