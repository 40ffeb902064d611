package tbot.diag.hooks.sshd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveSetTest {

  private final LiveSet live = new LiveSet();

  @Test
  void aConnectionCanBeTakenOutOnce() {
    Object session = new Object();
    Connection connection = connection(session);
    live.add(connection);

    assertThat(live.remove(connection)).isTrue();
    assertThat(live.remove(connection)).isFalse();
    assertThat(live.find(session)).isNull();
  }

  @Test
  void equalSessionsThatShareABucketAreNotTheSame() {
    List<Object> sessions = new ArrayList<>();
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      sessions.add(new ArrayList<>(List.of("equal")));
      connections.add(connection(sessions.get(i)));
      live.add(connections.get(i));
    }
    for (int i = 0; i < sessions.size(); i += 2) {
      assertThat(live.remove(connections.get(i))).isTrue();
    }
    for (int i = 0; i < sessions.size(); i++) {
      assertThat(live.find(sessions.get(i))).isSameAs(i % 2 == 0 ? null : connections.get(i));
    }
  }

  private static Connection connection(Object session) {
    return new Connection(session, new ReferenceQueue<>());
  }
}
