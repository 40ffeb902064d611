package tbot.diag.hooks.sshd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.hooks.RecordedConnections;
import tbot.diag.hooks.RecordedServers;

class SshdSessionsTest {

  private static final String TOO_MANY = "Too many authentication failures: 3";

  private final RecordedConnections recorded = new RecordedConnections();
  private final SshdServers servers = new SshdServers(new RecordedServers());
  private final SshdSessions sessions = new SshdSessions(recorded, servers);
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
    assertThat(recorded.events()).containsExactly("started", "probe");
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
    "2, " + TOO_MANY + ", true, auth_failed, probe",
    "14, " + TOO_MANY + ", true, auth_failed, probe",
    "14, gave up, false, auth_failed, probe",
    "2, Detected AuthTimeout after 120000/120000 ms., true, timeout, timeout",
    "11, bye, false, auth_failed, probe",
    "12, too many connections, true, auth_failed, probe",
  })
  void aDisconnectBeforeTheLoginIsJudgedByWhatWasAskedFor(
      int code, String message, boolean local, String asked, String notAsked) {
    sessions.started(session);
    sessions.authRequested(session, request("password"));
    sessions.disconnected(session, code, message, local);
    sessions.ended(session);
    Object other = new Object();
    sessions.started(other);
    sessions.disconnected(other, code, message, local);
    sessions.ended(other);
    assertThat(recorded.events()).containsExactly("started", asked, "started", notAsked);
  }

  @ParameterizedTest
  @CsvSource({
    "none, probe",
    "publickey, auth_failed",
    "password, auth_failed",
    "nonesuch, auth_failed"
  })
  void anyMethodButNoneAsksForAuthentication(String method, String outcome) {
    sessions.started(session);
    sessions.authRequested(session, request(method));
    sessions.exceptionCaught(session, new IOException("Connection reset"));
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", outcome);
  }

  @Test
  void aRequestThatCannotBeReadAsksForAuthentication() {
    sessions.started(session);
    sessions.authRequested(session, "no buffer");
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "auth_failed");
  }

  @Test
  void anExceptionIsAnErrorAlsoAfterTheLogin() {
    login();
    sessions.exceptionCaught(session, new IllegalStateException());
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "exception");
  }

  @Test
  void aResetIsAnErrorASecondLater() {
    login();
    sessions.exceptionCaught(session, new IOException("Connection reset by peer"));
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started");

    await()
        .until(
            () -> {
              sessions.reportDropped();
              return recorded.events().size() == 2;
            });
    assertThat(recorded.events()).containsExactly("started", "exception");
  }

  @Test
  void aDisconnectByApplicationOverridesAnEarlierReset() {
    login();
    sessions.exceptionCaught(session, new IOException("Broken pipe"));
    sessions.ended(session);
    sessions.disconnected(session, 11, "disconnected by user", false);
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "OK");
  }

  @Test
  void aDisconnectByApplicationOverridesSeveralResets() {
    login();
    sessions.exceptionCaught(session, new IOException("Broken pipe"));
    sessions.exceptionCaught(session, new IOException("Connection reset"));
    sessions.ended(session);
    sessions.disconnected(session, 11, "disconnected by user", false);
    assertThat(recorded.events()).containsExactly("started", "OK");
  }

  @Test
  void aDisconnectByApplicationOverridesALaterReset() {
    login();
    sessions.disconnected(session, 11, "disconnected by user", false);
    sessions.exceptionCaught(session, new IOException("Broken pipe"));
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "OK");
  }

  @Test
  void aDisconnectByApplicationOverridesNoOtherError() {
    login();
    sessions.exceptionCaught(session, new IllegalStateException());
    sessions.disconnected(session, 11, "disconnected by user", false);
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "exception");
  }

  @Test
  void aCommandThatDoesNotStartIsNoErrorOfTheConnection() {
    login();
    IOException failure = new IOException("Cannot run program");
    String channel = "org.apache.sshd.server.channel.ChannelSession";
    failure.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("java.lang.ProcessBuilder", "start", null, 1),
          new StackTraceElement("com.example.MyCommand", "start", null, 1),
          new StackTraceElement(channel, "sendResponse", null, 1),
          new StackTraceElement("java.lang.Thread", "run", null, 1),
        });
    sessions.exceptionCaught(session, failure);
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "OK");
  }

  @Test
  void aReadThatTimesOutIsATimeout() {
    login();
    sessions.exceptionCaught(session, new InterruptedByTimeoutException());
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "timeout");
  }

  @Test
  void theFirstErrorIsTheReason() {
    login();
    sessions.disconnected(session, 2, "MAC error", true);
    sessions.exceptionCaught(session, new IOException("Broken pipe"));
    sessions.ended(session);
    assertThat(recorded.events()).containsExactly("started", "disconnect");
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
    assertThat(recorded.events()).containsExactly("started", "probe");
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

  private void login() {
    sessions.started(session);
    sessions.authRequested(session, request("none"));
    sessions.authRequested(session, request("password"));
    sessions.authenticated(session);
  }

  private static StandInBuffer request(String method) {
    return new StandInBuffer("user", "ssh-connection", method);
  }

  /** As MINA SSHD's, with all that the hooks use of it. */
  public static final class StandInBuffer {
    private final ByteBuffer bytes = ByteBuffer.allocate(100);

    StandInBuffer(String... strings) {
      for (String string : strings) {
        bytes.putInt(string.length()).put(string.getBytes(StandardCharsets.US_ASCII));
      }
      bytes.put((byte) 1);
    }

    public byte[] getCompactData() {
      return Arrays.copyOf(bytes.array(), bytes.position());
    }
  }
}
