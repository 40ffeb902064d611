package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.apache.sshd.certificate.OpenSshCertificateBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the whole bot in this process, with MINA SSHD's client. */
@Timeout(300)
class BotTest {

  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final HostPort ANY_PORT = new HostPort("127.0.0.1", 0);

  @TempDir private Path directory;

  private final AtomicReference<PublicKey> seenHostKey = new AtomicReference<>();
  private final SshClient client = SshClient.setUpDefaultClient();
  private StateDirectory state;
  private KeyPair userKey;
  private KeyPair authorityKey;
  private Bot bot;

  @BeforeEach
  void start() throws Exception {
    state = StateDirectory.open(directory.resolve("state"));
    userKey = KeyFile.generate();
    authorize("", userKey);
    bot = startBot();
    authorityKey = KeyFile.load(state.userAuthorityKey());
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setServerKeyVerifier(
        (session, address, key) -> {
          seenHostKey.set(key);
          return true;
        });
    client.start();
  }

  @AfterEach
  void stop() throws IOException {
    bot.close();
    client.close();
  }

  @Test
  void forwardsToItsTarget() throws Exception {
    try (ClientSession jump = login(userKey)) {
      assertThat(runOnTarget(jump, userKey, "echo through the jump host"))
          .isEqualTo("through the jump host");
    }
  }

  @Test
  void refusesAKeyThatIsNotAuthorized() throws Exception {
    assertRefused("bot", KeyFile.generate());
  }

  @Test
  void refusesAnotherUserNameEvenWithAnAuthorizedKey() {
    assertRefused("root", userKey);
  }

  @Test
  void readsTheAuthorizedKeysAgainWhenTheyChange() throws Exception {
    KeyPair late = KeyFile.generate();
    assertRefused("bot", late);

    authorize("", userKey, late);

    login(late).close();
  }

  @Test
  void acceptsACertificateOfItsAuthority() throws Exception {
    KeyPair certified =
        certify(authorityKey, certificate -> certificate.extension("permit-port-forwarding", ""));
    try (ClientSession jump = login(certified)) {
      assertThat(runOnTarget(jump, certified, "whoami")).isEqualTo("bot");
    }
  }

  @Test
  void refusesACertificateOfAnotherAuthority() throws Exception {
    assertRefused("bot", certify(KeyFile.generate(), certificate -> certificate));
  }

  @Test
  void refusesACertificateThatAnAuthorizedKeySigned() throws Exception {
    assertRefused("bot", certify(userKey, certificate -> certificate));
  }

  @Test
  void refusesTheAuthoritysOwnKey() {
    assertRefused("bot", authorityKey);
  }

  @Test
  void refusesACertificateThatHasExpired() throws Exception {
    long now = System.currentTimeMillis() / 1000;
    assertRefused(
        "bot",
        certify(
            authorityKey, certificate -> certificate.validAfter(now - 60).validBefore(now - 1)));
  }

  @Test
  void refusesACertificateThatIsNotValidYet() throws Exception {
    long now = System.currentTimeMillis() / 1000;
    assertRefused(
        "bot",
        certify(
            authorityKey, certificate -> certificate.validAfter(now + 60).validBefore(now + 120)));
  }

  @Test
  void refusesACertificateForAnotherUser() throws Exception {
    assertRefused(
        "bot", certify(authorityKey, certificate -> certificate.principals(List.of("alice"))));
  }

  @Test
  void refusesACertificateWithoutPrincipals() throws Exception {
    assertRefused("bot", certify(authorityKey, certificate -> certificate.principals(List.of())));
  }

  @Test
  void refusesACertificateForAnotherAddress() throws Exception {
    assertRefused(
        "bot",
        certify(
            authorityKey,
            certificate -> certificate.criticalOption("source-address", "192.0.2.0/24")));
  }

  @Test
  void refusesACertificateWithAnUnknownCriticalOption() throws Exception {
    assertRefused(
        "bot",
        certify(authorityKey, certificate -> certificate.criticalOption("x@example.com", "")));
  }

  @Test
  void doesNotForwardForACertificateWithoutTheExtension() throws Exception {
    KeyPair certified = certify(authorityKey, certificate -> certificate);
    try (ClientSession jump = login(certified)) {
      assertNotForwarded(jump, bot.targetAddress());
    }
  }

  @Test
  void doesNotForwardForAKeyWithoutTheRight() throws Exception {
    authorize("restrict ", userKey);
    try (ClientSession jump = login(userKey)) {
      assertNotForwarded(jump, bot.targetAddress());
    }
  }

  @Test
  void forwardsNowhereElse() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ClientSession jump = login(userKey)) {
      assertNotForwarded(jump, new HostPort("127.0.0.1", other.getLocalPort()));

      other.setSoTimeout(200);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(other::accept);
    }
  }

  @Test
  void opensNoRemoteForwarding() throws Exception {
    try (ClientSession jump = login(userKey)) {
      assertThatExceptionOfType(SshException.class)
          .isThrownBy(
              () ->
                  jump.startRemotePortForwarding(
                      new SshdSocketAddress("127.0.0.1", 0),
                      new SshdSocketAddress("127.0.0.1", 1)));
    }
  }

  @Test
  void hasNoShell() throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (ClientSession jump = login(userKey);
        ChannelExec exec = jump.createExecChannel("whoami")) {
      exec.setErr(err);
      exec.open().verify(TIMEOUT);
      exec.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), TIMEOUT);

      assertThat(exec.getExitStatus()).isEqualTo(1);
      assertThat(err.toString(StandardCharsets.UTF_8)).contains("This is a jump host");
    }
  }

  @Test
  void keepsItsHostKeyBetweenRuns() throws Exception {
    login(userKey).close();
    PublicKey first = seenHostKey.get();
    bot.close();
    bot = startBot();

    login(userKey).close();

    assertThat(KeyUtils.compareKeys(seenHostKey.get(), first)).isTrue();
  }

  @Test
  void closesOpenSessions() throws Exception {
    try (ClientSession jump = login(userKey)) {
      bot.close();

      assertThat(jump.waitFor(EnumSet.of(ClientSession.ClientSessionEvent.CLOSED), TIMEOUT))
          .contains(ClientSession.ClientSessionEvent.CLOSED);
    }
  }

  private Bot startBot() throws Exception {
    Logins logins = new Logins("bot", state.authorizedKeys(), state.trustedUserAuthority());
    Renewals.Schedule renewals =
        new Renewals.Schedule("bot", Duration.ofHours(1), Duration.ofHours(2), FailurePlan.NONE);
    return Bot.start(new BotOptions(state, logins, ANY_PORT, ANY_PORT, Set.of(), renewals));
  }

  private void authorize(String options, KeyPair... keys) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (KeyPair key : keys) {
      lines.append(options).append(PublicKeyEntry.toString(key.getPublic())).append('\n');
    }
    Files.writeString(state.authorizedKeys(), lines);
  }

  private ClientSession login(KeyPair key) throws IOException {
    return login("bot", key, bot.jumpHostAddress());
  }

  private ClientSession login(String user, KeyPair key, HostPort at) throws IOException {
    ClientSession session =
        client.connect(user, at.host(), at.port()).verify(TIMEOUT).getClientSession();
    session.addPublicKeyIdentity(key);
    try {
      session.auth().verify(TIMEOUT);
      return session;
    } catch (IOException e) {
      session.close(true);
      throw e;
    }
  }

  private String runOnTarget(ClientSession jump, KeyPair key, String command) throws IOException {
    HostPort target = bot.targetAddress();
    try (ExplicitPortForwardingTracker tunnel =
            jump.createLocalPortForwardingTracker(
                new SshdSocketAddress("127.0.0.1", 0),
                new SshdSocketAddress(target.host(), target.port()));
        ClientSession session =
            login("bot", key, new HostPort("127.0.0.1", tunnel.getBoundAddress().getPort()))) {
      return session.executeRemoteCommand(command).strip();
    }
  }

  private void assertRefused(String user, KeyPair key) {
    assertThatExceptionOfType(SshException.class)
        .isThrownBy(() -> login(user, key, bot.jumpHostAddress()).close())
        .withMessageContaining("No more authentication methods available");
  }

  private void assertNotForwarded(ClientSession jump, HostPort target) throws IOException {
    try (var channel =
        jump.createDirectTcpipChannel(
            new SshdSocketAddress("127.0.0.1", 0),
            new SshdSocketAddress(target.host(), target.port()))) {
      assertThatExceptionOfType(SshException.class)
          .isThrownBy(() -> channel.open().verify(TIMEOUT))
          .withCauseInstanceOf(SshChannelOpenException.class);
    }
  }

  private static KeyPair certify(KeyPair signer, UnaryOperator<OpenSshCertificateBuilder> changes)
      throws Exception {
    KeyPair key = KeyFile.generate();
    long now = System.currentTimeMillis() / 1000;
    PublicKey certificate =
        changes
            .apply(
                OpenSshCertificateBuilder.userCertificate()
                    .publicKey(key.getPublic())
                    .id("test")
                    .serial(1)
                    .principals(List.of("bot"))
                    .validAfter(now - 60)
                    .validBefore(now + 60))
            .sign(signer);
    PrivateKey secret = key.getPrivate();
    return new KeyPair(certificate, secret);
  }
}
