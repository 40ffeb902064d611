package demo.spring;

import java.io.IOException;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.server.shell.ProcessShellCommandFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;

/**
 * A Spring Boot application with an SSH server on {@code bot.port}: {@code user} logs in with the
 * password {@code secret} and runs commands.
 */
@SpringBootApplication
public class SshBot {

  private static final Logger LOG = LoggerFactory.getLogger(SshBot.class);

  /**
   * Runs until a signal ends it.
   *
   * @param arguments Spring Boot's, such as {@code --bot.port=2222}
   */
  public static void main(String[] arguments) {
    SpringApplication.run(SshBot.class, arguments);
  }

  /** The server, which starts and stops with the application. */
  @Bean
  SmartLifecycle sshServer(@Value("${bot.port}") int port) {
    SshServer server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(new SimpleGeneratorHostKeyProvider());
    server.setPasswordAuthenticator(
        (user, password, session) -> "user".equals(user) && "secret".equals(password));
    server.setCommandFactory(ProcessShellCommandFactory.INSTANCE);
    return new Lifecycle(server);
  }

  /** Starts and stops the server. */
  private record Lifecycle(SshServer server) implements SmartLifecycle {

    @Override
    public void start() {
      try {
        server.start();
        LOG.info("SSH server listens on port {}", server.getPort());
      } catch (IOException e) {
        throw new IllegalStateException("the SSH server cannot start", e);
      }
    }

    @Override
    public void stop() {
      try {
        server.stop();
        LOG.info("SSH server is closed");
      } catch (IOException e) {
        throw new IllegalStateException("the SSH server cannot stop", e);
      }
    }

    @Override
    public boolean isRunning() {
      return server.isStarted();
    }
  }
}
