package tbot.diag.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;
import tbot.diag.http.Reply;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;

class ErrorReplyTest extends ListenerFixture {

  private static final Route PLAIN =
      Route.at("/plain", exchange -> Reply.text(exchange, 200, "plain"));
  private static final Route MARKED =
      Route.at("/marked", exchange -> Reply.text(exchange, 200, "marked"))
          .slow()
          .withErrors(
              (exchange, status, message) -> {
                exchange.getResponseHeaders().set("X-Marked", "1");
                Reply.text(exchange, status, "marked: " + message);
              });

  @Test
  void errorsOfTheServerTakeTheFormOfTheRoute() throws Exception {
    ServerLimits limits = ServerLimits.production().withSlowRequests(0);
    server =
        DiagServer.open(
            loopback(), () -> new Routes(List.of(PLAIN, MARKED)), limits, ByteBuddyAgent.install());

    HttpResponse<String> plain = send("POST", "/plain");
    HttpResponse<String> wrongMethod = send("POST", "/marked");
    HttpResponse<String> busy = send("GET", "/marked");

    assertThat(plain.body()).isEqualTo("405 - use GET, HEAD\n");
    assertThat(plain.headers().firstValue("X-Marked")).isEmpty();
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.body()).isEqualTo("marked: 405 - use GET, HEAD");
    assertThat(busy.statusCode()).isEqualTo(503);
    assertThat(busy.headers().firstValue("X-Marked")).contains("1");
    assertThat(busy.headers().firstValue("Retry-After")).isPresent();
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(uri)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofMinutes(2))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
