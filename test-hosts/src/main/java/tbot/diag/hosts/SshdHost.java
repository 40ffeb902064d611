package tbot.diag.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/**
 * An SSH server on Apache MINA SSHD for {@code user} with the password {@code secret}. Listens on a
 * port that the system picks, and prints {@code ssh port N}; with the argument {@code later} it
 * prints {@code ready} and waits for the command {@code start}. The command {@code no-program} of a
 * client cannot be started, any other succeeds at once.
 *
 * <p>Standard input takes one command a line, each answered with {@code done COMMAND}: {@code
 * auth-timeout MS}, {@code idle-timeout MS}, {@code max-auth N}, {@code disconnect CODE} (all
 * sessions), {@code fail-sessions true|false} (in their constructor), {@code gc}, {@code sessions}
 * (prints their number), {@code transport} (prints its class), {@code stop}, {@code close}, {@code
 * start PORT} (a new server, 0 for any port; prints {@code failed MESSAGE} if it cannot). The end
 * of standard input ends the host.
 */
public final class SshdHost {

  private SshServer server = SshServer.setUpDefaultServer();
  private volatile boolean failSessions;

  private SshdHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments {@code later}, or none
   * @throws IOException when the server or standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    SshdHost host = new SshdHost();
    if (arguments.length == 0) {
      host.start(0);
    } else {
      System.out.println("ready");
    }
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] words = line.split(" ", -1);
        host.obey(words[0], words.length > 1 ? words[1] : "");
        System.out.println("done " + line);
      }
    }
    host.server.stop(true);
    System.out.println("bye");
  }

  private void start(int port) throws IOException {
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    // The default queue of 50 makes the kernel reset some of 200 clients at once on a busy machine.
    CoreModuleProperties.SOCKET_BACKLOG.set(server, 1024);
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
    server.setPasswordAuthenticator(
        (user, password, session) -> "user".equals(user) && "secret".equals(password));
    server.setPublickeyAuthenticator((user, key, session) -> false);
    server.setCommandFactory((channel, command) -> new NoCommand(command));
    server.setSessionFactory(
        new SessionFactory(server) {
          @Override
          protected ServerSessionImpl doCreateSession(IoSession ioSession) throws Exception {
            return failSessions
                ? new FailingSession(getServer(), ioSession)
                : super.doCreateSession(ioSession);
          }
        });
    server.start();
    System.out.println("ssh port " + server.getPort());
  }

  private void obey(String command, String argument) throws IOException {
    switch (command) {
      case "auth-timeout":
        CoreModuleProperties.AUTH_TIMEOUT.set(server, millis(argument));
        break;
      case "idle-timeout":
        CoreModuleProperties.IDLE_TIMEOUT.set(server, millis(argument));
        break;
      case "max-auth":
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, Integer.valueOf(argument));
        break;
      case "disconnect":
        for (AbstractSession session : server.getActiveSessions()) {
          session.disconnect(Integer.parseInt(argument), "as told");
        }
        break;
      case "fail-sessions":
        failSessions = Boolean.parseBoolean(argument);
        break;
      case "gc":
        System.gc();
        break;
      case "sessions":
        System.out.println("sessions " + server.getActiveSessions().size());
        break;
      case "transport":
        System.out.println("transport " + server.getIoServiceFactory().getClass().getSimpleName());
        break;
      case "stop":
        server.stop();
        break;
      case "close":
        server.close(true);
        break;
      case "start":
        try {
          start(Integer.parseInt(argument));
        } catch (IOException e) {
          System.out.println("failed " + e.getMessage());
        }
        break;
      default:
        throw new IllegalArgumentException(command);
    }
  }

  private static Duration millis(String text) {
    return Duration.ofMillis(Long.parseLong(text));
  }

  /** A session whose constructor throws after that of MINA SSHD has finished. */
  private static final class FailingSession extends ServerSessionImpl {
    FailingSession(ServerFactoryManager server, IoSession ioSession) throws Exception {
      super(server, ioSession);
      throw new IllegalStateException("told to fail");
    }
  }

  /** A command that does nothing. */
  private static final class NoCommand implements Command {
    private final String line;
    private ExitCallback callback;

    NoCommand(String line) {
      this.line = line;
    }

    @Override
    public void setInputStream(InputStream in) {}

    @Override
    public void setOutputStream(OutputStream out) {}

    @Override
    public void setErrorStream(OutputStream err) {}

    @Override
    public void setExitCallback(ExitCallback exit) {
      callback = exit;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) throws IOException {
      if (line.equals("no-program")) {
        throw new IOException("Cannot run program");
      }
      callback.onExit(0);
    }

    @Override
    public void destroy(ChannelSession channel) {}
  }
}
