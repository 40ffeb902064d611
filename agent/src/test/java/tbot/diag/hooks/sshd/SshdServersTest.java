package tbot.diag.hooks.sshd;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.BindException;
import org.junit.jupiter.api.Test;
import tbot.diag.hooks.RecordedServers;

class SshdServersTest {

  private static final String UNCERTAIN =
      "listening: a server may have been started before the attach";
  private static final String STOPPED = "down: the server was stopped";
  private static final String IN_USE =
      "a server could not start: java.net.BindException: Address already in use";

  private final RecordedServers recorded = new RecordedServers();
  private final SshdServers servers = new SshdServers(recorded);

  @Test
  void aServerInitializesThenListensThenIsDown() {
    servers.classLoaded(false);
    servers.started("a");
    servers.stopped("a");
    servers.started("b");
    assertThat(recorded.states())
        .containsExactly("initializing", "listening", STOPPED, "listening");
  }

  @Test
  void theLastServerThatStopsCounts() {
    Object other = new Object();
    servers.classLoaded(false);
    servers.started("a");
    servers.started("a");
    servers.started(other);
    servers.stopped("a");
    assertThat(recorded.states()).doesNotContain(STOPPED);
    servers.stopped(other);
    assertThat(recorded.states()).endsWith(STOPPED);
  }

  @Test
  void aFailedStartIsDownUntilAnotherServerStarts() {
    servers.classLoaded(false);
    servers.failed(new BindException("Address already in use"));
    servers.stopped("a"); // closed after its failure
    assertThat(recorded.states()).containsExactly("initializing", "down: " + IN_USE);
    servers.started("b");
    assertThat(recorded.states()).endsWith("listening");
  }

  @Test
  void aFailedStartBesideAServerThatListensIsANote() {
    servers.started("a");
    servers.failed(new BindException("Address already in use"));
    assertThat(recorded.states()).endsWith("listening: " + IN_USE);
  }

  @Test
  void sessionsOfAServerThatWasSeenToStartChangeNothing() {
    servers.classLoaded(false);
    servers.started("a");
    servers.accepted();
    servers.stopped("a");
    servers.accepted(); // had been accepted before
    assertThat(recorded.states()).containsExactly("initializing", "listening", STOPPED);
  }

  @Test
  void anEarlierServerIsUncertainUntilItsFirstSession() {
    servers.classLoaded(true);
    assertThat(recorded.states()).containsExactly(UNCERTAIN);
    servers.accepted();
    servers.accepted();
    assertThat(recorded.states()).containsExactly(UNCERTAIN, "listening");
    servers.stopped("a");
    assertThat(recorded.states()).endsWith(STOPPED);
  }

  @Test
  void anEarlierServerIsFoundBesideOneThatWasStopped() {
    servers.classLoaded(true);
    servers.started("late");
    servers.stopped("late");
    assertThat(recorded.states()).endsWith(STOPPED);
    servers.accepted();
    assertThat(recorded.states()).endsWith("listening");
  }

  @Test
  void aSessionWithoutAServerClassIsAServerThatListens() {
    servers.accepted();
    servers.classLoaded(false);
    assertThat(recorded.states()).containsExactly("listening");
  }

  @Test
  void theClassInAnotherLoaderChangesNothing() {
    servers.classLoaded(false);
    servers.started("a");
    servers.classLoaded(false);
    servers.classLoaded(true);
    assertThat(recorded.states()).containsExactly("initializing", "listening");
  }
}
