package tbot.diag.it.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tbot.diag.it.driver.OpenSsh;
import tbot.diag.it.driver.SshFigures;

/** OpenSSH logs in to run commands, fails with a wrong password, and stays logged in. */
final class SshLogins implements MainJob {

  private static final int COMMANDS = 2;
  private static final int CLIENT_FAILED = 255;
  private static final long TIMEOUT_SECONDS = 300;

  private final OpenSsh ssh;
  private final OpenSsh staying;
  private final int port;
  private final String user;
  private final String password;

  /**
   * The logins of one user.
   *
   * @param folder for the client's files
   */
  SshLogins(Path folder, int port, String user, String password) throws IOException {
    ssh = OpenSsh.orSkip(Files.createTempDirectory(folder, "ssh"));
    staying = OpenSsh.orSkip(Files.createTempDirectory(folder, "ssh"));
    this.port = port;
    this.user = user;
    this.password = password;
  }

  @Override
  public void perform(Runnable whileOpen) throws Exception {
    for (int i = 0; i < COMMANDS; i++) {
      String words = "words " + i;
      int exit = ssh.run(port, user, password, "echo " + words);
      assertThat(exit).as(ssh.output()).isZero();
      assertThat(ssh.output()).contains(words);
    }
    assertThat(ssh.run(port, user, "wrong", "echo no")).as(ssh.output()).isEqualTo(CLIENT_FAILED);
    Process open = staying.open(port, user, password);
    try {
      staying.awaitLogin(open);
      whileOpen.run();
    } finally {
      open.destroy();
      if (!open.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        open.destroyForcibly();
      }
    }
  }

  @Override
  public SshFigures figuresWhileOpen() {
    return SshFigures.ok(COMMANDS).plus(refused()).plus(SshFigures.open(1));
  }

  @Override
  public SshFigures figures() {
    return SshFigures.ok(COMMANDS + 1).plus(refused());
  }

  /** The client tries one password and disconnects. */
  private static SshFigures refused() {
    return new SshFigures(1, 0, 1, 0, Map.of("auth_failed", 1L));
  }
}
