package demo.bot;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** The whole bot: the jump host, the renewals and, if wanted, a target of its own. */
final class Bot implements Closeable {

  private final Deque<Closeable> parts = new ArrayDeque<>();
  private SshListener jumpHost;
  private SshListener target;

  private Bot() {}

  /** Starts all of it, or, if a part cannot start, none. */
  static Bot start(BotOptions options) throws IOException, GeneralSecurityException {
    Bot bot = new Bot();
    try {
      bot.startParts(options);
      return bot;
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      bot.close();
      throw e;
    }
  }

  private void startParts(BotOptions options) throws IOException, GeneralSecurityException {
    StateDirectory state = options.state();
    Logins logins = options.logins();
    CertificateAuthority authority = CertificateAuthority.in(state);
    Set<HostPort> reachable = new HashSet<>(options.allowedTargets());
    if (options.targetListen() != null) {
      target =
          Target.open(
              options.targetListen(),
              KeyFile.loadOrCreate(state.targetHostKey(), "host key of the target"),
              logins);
      parts.push(target);
      reachable.add(target.address());
    }
    jumpHost =
        JumpHost.open(
            options.listen(),
            KeyFile.loadOrCreate(state.hostKey(), "host key of the jump host"),
            logins,
            new PermittedTargets(reachable));
    parts.push(jumpHost);
    Renewals renewals =
        new Renewals(authority, IdentityOutput.create(state.output()), options.renewals());
    parts.push(renewals);
    renewals.start();
  }

  /** Where the jump host listens. */
  HostPort jumpHostAddress() {
    return jumpHost.address();
  }

  /** Where the target listens, or null if this process has none. */
  HostPort targetAddress() {
    return target == null ? null : target.address();
  }

  /** Ends all parts, the last started first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
