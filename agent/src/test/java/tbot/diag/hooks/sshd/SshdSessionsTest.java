package tbot.diag.hooks.sshd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.hooks.RecordedConnections;

class SshdSessionsTest {

  private static final String TOO_MANY = "Too many authentication failures: 3";

  private final RecordedConnections recorded = new RecordedConnections();
  private final SshdSessions sessions = new SshdSessions(recorded);
  private final Object session = new Object();

  @Test
  void anAuthenticatedSessionThatEndsIsOk() {
    sessions.started(session);
    assertThat(recorded.events()).containsExactly("started");

    sessions.authenticated(session);
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "OK");
  }

  @Test
  void aSecondEndOfTheSameSessionDoesNotCount() {
    sessions.started(session);
    sessions.ended(session);
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "not_authenticated");
  }

  @Test
  void equalSessionsAreNotTheSame() {
    Object equal = new ArrayList<>();
    sessions.started(new ArrayList<>());
    sessions.ended(equal);
    assertThat(recorded.events()).containsExactly("started");
  }

  @Test
  void aSessionWhoseStartWasNotSeenDoesNotCount() {
    sessions.authenticated(session);
    sessions.exceptionCaught(session, new IOException());
    sessions.disconnected(session, 2, "", true);
    sessions.ended(session);
    assertThat(recorded.events()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "11, by user, false, OK",
    "11, by user, true, OK",
    "10, lost, false, disconnect",
    "2, MAC error, true, disconnect",
    "2, , true, disconnect",
    "2, Detected IdleTimeout after 600100/600000 ms., true, timeout",
    "2, Detected IdleTimeout after 600100/600000 ms., false, disconnect",
    "14, no more, false, disconnect",
    "2, " + TOO_MANY + ", true, disconnect",
  })
  void aDisconnectAfterTheLoginIsJudgedByItsCode(
      int code, String message, boolean local, String outcome) {
    sessions.started(session);
    sessions.authenticated(session);
    sessions.disconnected(session, code, message, local);
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "2, " + TOO_MANY + ", true, auth_failed",
    "14, " + TOO_MANY + ", true, auth_failed",
    "14, gave up, false, auth_failed",
    "2, " + TOO_MANY + ", false, disconnect",
    "2, Detected AuthTimeout after 120000/120000 ms., true, timeout",
    "11, bye, false, not_authenticated",
    "12, too many connections, true, disconnect",
  })
  void aDisconnectBeforeTheLoginIsAnErrorInAnyCase(
      int code, String message, boolean local, String outcome) {
    sessions.started(session);
    sessions.disconnected(session, code, message, local);
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", outcome);
  }

  @Test
  void anExceptionIsAnErrorAlsoAfterTheLogin() {
    sessions.started(session);
    sessions.authenticated(session);
    sessions.exceptionCaught(session, new IOException("Connection reset by peer"));
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "exception");
  }

  @Test
  void aReadThatTimesOutIsATimeout() {
    sessions.started(session);
    sessions.authenticated(session);
    sessions.exceptionCaught(session, new InterruptedByTimeoutException());
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "timeout");
  }

  @Test
  void theFirstErrorIsTheReason() {
    sessions.started(session);
    sessions.disconnected(session, 14, TOO_MANY, true);
    sessions.exceptionCaught(session, new IOException("Broken pipe"));
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "auth_failed");
  }

  @Test
  void aSessionThatIsCollectedWithoutAnEndHasEndedOnce() {
    sessions.started(new Object());

    await()
        .until(
            () -> {
              System.gc();
              sessions.reportDropped();
              return recorded.events().size() == 2;
            });
    assertThat(recorded.events()).containsExactly("started", "not_authenticated");
  }

  @Test
  void concurrentSessionsAreEachCountedOnce() throws InterruptedException {
    Thread[] threads = new Thread[8];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                Object[] own = new Object[2000];
                for (int j = 0; j < own.length; j++) {
                  own[j] = new Object();
                  sessions.started(own[j]);
                  sessions.authenticated(own[j]);
                }
                Arrays.stream(own).forEach(sessions::ended);
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join(60_000);
    }
    assertThat(recorded.events()).filteredOn("started"::equals).hasSize(16_000);
    assertThat(recorded.events()).filteredOn("OK"::equals).hasSize(16_000);
  }
}
