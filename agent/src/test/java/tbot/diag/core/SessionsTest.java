package tbot.diag.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final Sessions sessions =
      new Sessions(
          new Serving(null, null, null, null, null, null, null),
          () -> {
            throw new OutOfMemoryError("as a full host would");
          },
          null,
          (request, responder) -> {});

  @AfterEach
  void close() {
    sessions.close();
  }

  private static boolean listens() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().startsWith("tbot-diag-http-"));
  }

  @Test
  void closesASessionThatCannotGoOn() {
    boolean others = listens();
    assertThatThrownBy(() -> sessions.open("token")).isInstanceOf(OutOfMemoryError.class);
    assertThat(sessions.isEmpty()).isTrue();
    assertThat(listens()).isEqualTo(others);
  }
}
