package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginsTest {

  private static final int CLIENTS = 8;
  private static final int ROUNDS = 50;

  @TempDir private Path directory;

  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  @AfterEach
  void stop() {
    clients.shutdownNow();
  }

  @Test
  void acceptConcurrentLoginsAtTheFirstRead() throws Exception {
    PublicKey key = KeyFile.generate().getPublic();
    Path file = directory.resolve("authorized_keys");
    Files.writeString(file, PublicKeyEntry.toString(key));
    // MINA SSHD reads a file that has just changed at each login, and an older one only at the
    // first.
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
    for (int round = 0; round < ROUNDS; round++) {
      Logins logins = new Logins("bot", file, directory.resolve("none"));
      CyclicBarrier together = new CyclicBarrier(CLIENTS);
      List<Future<Boolean>> answers = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        answers.add(
            clients.submit(
                () -> {
                  together.await(2, TimeUnit.MINUTES);
                  return logins.authenticate("bot", key, session());
                }));
      }
      for (Future<Boolean> answer : answers) {
        assertThat(answer.get(2, TimeUnit.MINUTES)).isTrue();
      }
    }
  }

  @Test
  void acceptNobodyWithoutAFile() throws Exception {
    Logins logins = new Logins("bot", directory.resolve("none"), directory.resolve("none"));

    assertThat(logins.authenticate("bot", KeyFile.generate().getPublic(), session())).isFalse();
  }

  private static ServerSession session() {
    return (ServerSession)
        Proxy.newProxyInstance(
            ServerSession.class.getClassLoader(),
            new Class<?>[] {ServerSession.class},
            (proxy, method, arguments) -> null);
  }
}
