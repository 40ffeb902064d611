package tbot.diag.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final HttpHandler NONE = exchange -> {};

  private final Route exact = Route.at("/a/b", NONE);
  private final Route below = Route.below("/a/", "{x}", NONE);
  private final Route deeper = Route.below("/a/b/", "{y}", NONE);
  private final Routes routes = new Routes(List.of(below, deeper, exact));

  @Test
  void prefersTheExactPathThenTheLongest() {
    assertThat(routes.find("/a/b")).isSameAs(exact);
    assertThat(routes.find("/a/c")).isSameAs(below);
    assertThat(routes.find("/a/b/c")).isSameAs(deeper);
  }

  @Test
  void aRouteBelowAPathNeedsMore() {
    assertThat(routes.find("/a/")).isNull();
    assertThat(routes.find("/a")).isNull();
    assertThat(routes.find("/")).isNull();
    assertThat(routes.find("/A/b")).isNull();
  }

  @Test
  void createsOtherRoutesOnlyOnDemand() {
    AtomicInteger asked = new AtomicInteger();
    Route late = Route.at("/late", NONE);
    Routes table =
        new Routes(
            List.of(below, exact),
            () -> {
              asked.incrementAndGet();
              return List.of(late);
            });

    assertThat(table.find("/a/b")).isSameAs(exact);
    assertThat(table.find("/a/c")).isSameAs(below);
    assertThat(asked).hasValue(0);

    assertThat(table.find("/late")).isSameAs(late);
    assertThat(asked).hasValue(1);
    assertThat(table.notFound()).endsWith("  /a/{x}\n  /a/b\n  /late\n");
  }

  @Test
  void listsTheEndpointsInOrder() {
    assertThat(routes.notFound()).endsWith("  /a/{x}\n  /a/b/{y}\n  /a/b\n");
  }

  @Test
  void acceptsPostOnlyWhereAllowed() {
    assertThat(exact.takes("GET")).isTrue();
    assertThat(exact.takes("HEAD")).isTrue();
    assertThat(exact.takes("POST")).isFalse();
    assertThat(exact.withPost().takes("POST")).isTrue();
    assertThat(exact.withPost().methods()).isEqualTo("GET, HEAD, POST");
    assertThat(exact.withPost().slow().takes("POST")).isTrue();
    assertThat(exact.takes("get")).isFalse();
  }
}
