package tbot.diag.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnseenTest {

  private static final String MARKER = "com.example.Marker";

  private final List<String> order = new ArrayList<>();

  /** Shows the marker to the gate, as the JVM does when a transformer is registered. */
  private final ClassLoader showing =
      new ClassLoader(null) {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
          order.add("shown");
          Unseen.shown(name.replace('.', '/'));
          order.add("loaded");
          throw new ClassNotFoundException(name);
        }
      };

  @Test
  void runsTheWorkOnceAndWhileTheMarkerIsShown() {
    Unseen.run(MARKER, showing, () -> order.add("work"));
    assertThat(order).containsExactly("shown", "work", "loaded");
  }

  @Test
  void runsTheWorkAlsoWhenNothingIsShown() {
    Unseen.run("no.such.Marker", () -> order.add("one"));
    Unseen.run(UnseenTest.class.getName(), () -> order.add("two"));
    assertThat(order).containsExactly("one", "two");
  }

  @Test
  void leavesTheWorkToTheThreadThatAskedForIt() {
    ClassLoader elsewhere =
        new ClassLoader(null) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            Thread other = new Thread(() -> Unseen.shown(name.replace('.', '/')));
            other.start();
            try {
              other.join();
            } catch (InterruptedException e) {
              throw new ClassNotFoundException(name, e);
            }
            order.add("shown elsewhere");
            throw new ClassNotFoundException(name);
          }
        };
    Unseen.run(MARKER, elsewhere, () -> order.add("work"));
    assertThat(order).containsExactly("shown elsewhere", "work");
  }

  @Test
  void passesOnWhatTheWorkThrows() {
    assertThatThrownBy(() -> Unseen.run(MARKER, showing, () -> fail("shown"))).hasMessage("shown");
    assertThatThrownBy(() -> Unseen.run(MARKER, () -> fail("not"))).hasMessage("not");
    Error error = new NoClassDefFoundError("com/sun/net/httpserver/HttpServer");
    assertThatThrownBy(
            () ->
                Unseen.run(
                    MARKER,
                    showing,
                    () -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  private static void fail(String message) {
    throw new IllegalArgumentException(message);
  }
}
