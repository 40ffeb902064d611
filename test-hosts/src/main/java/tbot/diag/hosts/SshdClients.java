package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.future.AuthFuture;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshException;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * SSH clients on Apache MINA SSHD.
 *
 * <p>Standard input takes one command a line, each answered with {@code done COMMAND}: {@code
 * connect PORT N} (without a login), {@code login PORT N PASSWORD} (all at once, kept open), {@code
 * crowd PORT N} (the same, but each refused client tries again; prints {@code refused N}), {@code
 * guess PORT} (wrong passwords until the server refuses), {@code close}, {@code disconnect CODE}.
 */
public final class SshdClients {

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final SshClient client = SshClient.setUpDefaultClient();
  private final List<ClientSession> open = new ArrayList<>();

  private SshdClients() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when a client fails that should not
   */
  public static void main(String[] arguments) throws IOException {
    SshdClients clients = new SshdClients();
    clients.client.setServerKeyVerifier((session, address, key) -> true);
    // Otherwise 3.0.0-M5 may answer the server's proposal before it sends its own, which servers
    // refuse.
    CoreModuleProperties.SEND_IMMEDIATE_KEXINIT.set(clients.client, false);
    clients.client.start();
    System.out.println("ready");
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        clients.obey(line.split(" ", -1));
        System.out.println("done " + line);
      }
    }
    clients.client.stop();
  }

  private void obey(String[] words) throws IOException {
    switch (words[0]) {
      case "connect":
        connect(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        break;
      case "login":
        login(Integer.parseInt(words[1]), Integer.parseInt(words[2]), words[3]);
        break;
      case "crowd":
        crowd(Integer.parseInt(words[1]), Integer.parseInt(words[2]));
        break;
      case "guess":
        guess(Integer.parseInt(words[1]));
        break;
      case "close":
        for (ClientSession session : open) {
          session.close(true);
        }
        open.clear();
        break;
      case "disconnect":
        for (ClientSession session : open) {
          session.disconnect(Integer.parseInt(words[1]), "as told");
        }
        open.clear();
        break;
      default:
        throw new IllegalArgumentException(words[0]);
    }
  }

  private List<ClientSession> connect(int port, int count) throws IOException {
    List<ConnectFuture> connecting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      connecting.add(client.connect("user", "127.0.0.1", port));
    }
    List<ClientSession> connected = new ArrayList<>();
    for (ConnectFuture future : connecting) {
      connected.add(future.verify(TIMEOUT).getSession());
    }
    open.addAll(connected);
    return connected;
  }

  private void login(int port, int count, String password) throws IOException {
    List<AuthFuture> authenticating = new ArrayList<>();
    for (ClientSession session : connect(port, count)) {
      session.addPasswordIdentity(password);
      authenticating.add(session.auth());
    }
    for (AuthFuture future : authenticating) {
      future.verify(TIMEOUT);
    }
  }

  private void crowd(int port, int count) throws IOException {
    int refused = 0;
    int missing = count;
    while (missing > 0) {
      Map<ClientSession, AuthFuture> authenticating = new HashMap<>();
      for (ClientSession session : connect(port, missing)) {
        session.addPasswordIdentity("secret");
        authenticating.put(session, session.auth());
      }
      missing = 0;
      for (Map.Entry<ClientSession, AuthFuture> entry : authenticating.entrySet()) {
        entry.getValue().await(TIMEOUT);
        if (!entry.getValue().isSuccess()) {
          open.remove(entry.getKey());
          missing++;
        }
      }
      refused += missing;
      if (refused > count) {
        throw new IOException("the server lets nobody in");
      }
    }
    System.out.println("refused " + refused);
  }

  private void guess(int port) throws IOException {
    ClientSession session = connect(port, 1).get(0);
    for (int i = 0; i < 10; i++) {
      session.addPasswordIdentity("wrong" + i);
    }
    try {
      session.auth().verify(TIMEOUT);
      throw new IllegalStateException("a wrong password was let in");
    } catch (SshException e) {
      System.out.println("wrong: " + e.getMessage());
    }
    session.close(true);
    open.remove(session);
  }
}
