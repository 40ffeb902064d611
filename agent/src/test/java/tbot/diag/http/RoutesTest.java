package tbot.diag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RoutesTest {

  private static final Handler NONE = (request, responder) -> {};

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

  private static Response answer(Routes table, String method, String path) throws Exception {
    Request request = new Request(method, URI.create(path), Headers.NONE, null, new byte[0]);
    AtomicReference<Response> sent = new AtomicReference<>();
    table.find(request).handler().handle(request, new SentResponse(sent));
    return sent.get();
  }

  private record SentResponse(AtomicReference<Response> sent) implements Responder {

    @Override
    public void send(Response response) {
      sent.set(response);
    }

    @Override
    public Transfer begin(ResponseHead head) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void later(long millis, Step step) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void onClientGone(Runnable action) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void answersAnUnknownPathByTheList() throws Exception {
    Response response = answer(routes, "GET", "/nothing");

    assertThat(response.head().status()).isEqualTo(404);
    assertThat(response.body().remaining()).isEqualTo(routes.notFound().length());
  }

  @Test
  void namesTheMethodsOfAPathInItsOwnForm() throws Exception {
    Routes table = new Routes(List.of(exact.withErrorHeader("X-Go-Pprof", "1"), below));

    Response own = answer(table, "DELETE", "/a/b");
    assertThat(own.head().status()).isEqualTo(405);
    assertThat(own.head().headers().first("Allow")).isEqualTo("GET, HEAD");
    assertThat(own.head().headers().first("X-Go-Pprof")).isEqualTo("1");

    Response plain = answer(table, "POST", "/a/c");
    assertThat(plain.head().status()).isEqualTo(405);
    assertThat(plain.head().headers().first("X-Go-Pprof")).isNull();
  }

  @Test
  void aHomePageIsForBrowsersAlone() {
    Handler home = (request, responder) -> {};
    Routes table = routes.withHome(home);
    Headers browser = Headers.NONE.with("Accept", "text/html,*/*");

    assertThat(found(table, "GET", "/", browser)).isSameAs(home);
    assertThat(found(table, "HEAD", "/", browser)).isSameAs(home);
    assertThat(found(table, "POST", "/", browser)).isNotSameAs(home);
    assertThat(found(table, "GET", "/", Headers.NONE)).isNotSameAs(home);
    assertThat(found(table, "GET", "/a/b", browser)).isSameAs(exact.endpoint().handler());
    assertThat(table.notFound()).isEqualTo(routes.notFound());
  }

  private static Handler found(Routes table, String method, String path, Headers headers) {
    return table.find(new Request(method, URI.create(path), headers, null, new byte[0])).handler();
  }
}
