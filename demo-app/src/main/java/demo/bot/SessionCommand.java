package demo.bot;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.ExplicitPortForwardingTracker;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.util.io.output.NoCloseOutputStream;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code demo-app session}: runs one command on the target through the jump host, for machines
 * without {@code ssh -J}. Does not read the user's {@code ~/.ssh}.
 */
@Command(
    name = "session",
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Runs a command on the target, through the bot, as ssh -J does.",
    footer = {
      "",
      "The exit code is that of the command, or 255 if there is no connection. The host keys of the",
      "bot and the target are those in the --state directory."
    })
final class SessionCommand implements Callable<Integer> {

  private static final int NO_CONNECTION = 255;
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  /** The host key that the server of a connection must have. */
  private static final AttributeKey<PublicKey> HOST_KEY = new AttributeKey<>();

  @Option(
      names = "--jump",
      paramLabel = "HOST:PORT",
      defaultValue = DefaultAddresses.JUMP_HOST,
      converter = HostPort.Converter.class,
      description = "Address of the jump host (default: ${DEFAULT-VALUE}).")
  private HostPort jump;

  @Option(
      names = "--target",
      paramLabel = "HOST:PORT",
      defaultValue = DefaultAddresses.TARGET,
      converter = HostPort.Converter.class,
      description = "Address of the target (default: ${DEFAULT-VALUE}).")
  private HostPort target;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      required = true,
      description = "The private key to log in with.")
  private Path key;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "1..*",
      description = "The command to run on the target.")
  private List<String> command;

  @Mixin private SharedOptions shared;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, GeneralSecurityException {
    KeyPair identity = KeyFile.load(key);
    StateDirectory state = shared.state();
    PublicKey jumpKey = KeyFile.load(state.hostKey()).getPublic();
    PublicKey targetKey = KeyFile.load(state.targetHostKey()).getPublic();
    try (SshClient client = client(identity);
        ClientSession jumpSession = login(client, jump, jumpKey)) {
      int status = run(client, jumpSession, targetKey);
      // As OpenSSH does. Without it, a server that still writes sees a reset, which is an error.
      jumpSession.disconnect(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "the command has ended");
      return status;
    } catch (IOException e) {
      spec.commandLine().getErr().println("demo-app: no session: " + e.getMessage());
      return NO_CONNECTION;
    }
  }

  /** Runs the command on the target, through a tunnel; returns its exit code. */
  private int run(SshClient client, ClientSession jumpSession, PublicKey targetKey)
      throws IOException {
    try (ExplicitPortForwardingTracker tunnel =
            jumpSession.createLocalPortForwardingTracker(
                new SshdSocketAddress("127.0.0.1", 0),
                new SshdSocketAddress(target.host(), target.port()));
        ClientSession session =
            login(
                client, new HostPort("127.0.0.1", tunnel.getBoundAddress().getPort()), targetKey);
        ChannelExec exec = session.createExecChannel(String.join(" ", command))) {
      exec.setOut(new NoCloseOutputStream(System.out));
      exec.setErr(new NoCloseOutputStream(System.err));
      exec.open().verify(TIMEOUT);
      exec.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), 0);
      Integer status = exec.getExitStatus();
      return status == null ? NO_CONNECTION : status;
    }
  }

  private static SshClient client(KeyPair identity) {
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(identity));
    client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
    client.setServerKeyVerifier(
        (session, address, presented) ->
            KeyUtils.compareKeys(session.getConnectionContext().getAttribute(HOST_KEY), presented));
    client.start();
    return client;
  }

  private ClientSession login(SshClient client, HostPort at, PublicKey hostKey) throws IOException {
    ClientSession session =
        client
            .connect(
                shared.login(),
                new InetSocketAddress(at.host(), at.port()),
                AttributeRepository.ofKeyValuePair(HOST_KEY, hostKey))
            .verify(TIMEOUT)
            .getClientSession();
    try {
      session.auth().verify(TIMEOUT);
      return session;
    } catch (IOException e) {
      session.close(true);
      throw e;
    }
  }
}
