package demo.bot;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The whole bot: the jump host, the certificate renewals and, as an option, a target of its own.
 */
final class Bot implements Closeable {

  private final Deque<Closeable> parts = new ArrayDeque<>();
  private SshListener jumpHost;
  private SshListener target;

  private Bot() {}

  /** Starts all parts. If one of them fails to start, closes those that have started. */
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
    Set<HostPort> permitted = new HashSet<>(options.allowedTargets());
    if (options.targetListen() != null) {
      target =
          Target.open(
              options.targetListen(),
              KeyFile.loadOrCreate(state.targetHostKey(), "host key of the target"),
              logins);
      parts.push(target);
      permitted.add(target.address());
    }
    jumpHost =
        JumpHost.open(
            options.listen(),
            KeyFile.loadOrCreate(state.hostKey(), "host key of the jump host"),
            logins,
            new PermittedTargets(permitted));
    parts.push(jumpHost);
    Renewals renewals =
        new Renewals(authority, IdentityOutput.create(state.output()), options.renewals());
    parts.push(renewals);
    renewals.start();
  }

  /** The address of the jump host, with the port that it is bound to. */
  HostPort jumpHostAddress() {
    return jumpHost.address();
  }

  /** The address of the bot's own target; null if it has none. */
  HostPort targetAddress() {
    return target == null ? null : target.address();
  }

  /** Closes all parts, the last started first. */
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
