package tbot.diag.core.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.http.Response;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;

class BoundListenerTest {

  private BoundListener listener;

  @AfterEach
  void close() {
    if (listener != null) {
      listener.close();
    }
  }

  private static BoundListener open(InetSocketAddress address) throws IOException {
    return new BoundListener(TcpSocket.bind(address), () -> setup("hello"));
  }

  private static ListenerSetup setup(String answer) {
    return new Protection()
        .protect(() -> routes(answer), DiagOptions.resolve(AgentArguments.parse(""), Map.of()));
  }

  private static Routes routes(String answer) {
    return new Routes(
        List.of(
            Route.at(
                "/hello", (request, responder) -> responder.send(Response.text(200, answer)))));
  }

  private static InetSocketAddress anyPort(InetAddress address) {
    return new InetSocketAddress(address, 0);
  }

  private String get(String host) throws Exception {
    URI uri = URI.create("http://" + host + ":" + listener.address().getPort() + "/hello");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @Test
  void servesOnAPortThatTheSystemPicks() throws Exception {
    listener = open(anyPort(InetAddress.getLoopbackAddress()));
    assertThat(get("127.0.0.1")).isEqualTo("hello");

    listener.change(setup("other"));
    assertThat(get("127.0.0.1")).isEqualTo("other");
  }

  @Test
  void refusesAnAddressThatIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), taken.getLocalPort());
      assertThatThrownBy(() -> open(address))
          .isInstanceOf(BindException.class)
          .hasMessageContaining("in use");
    }
  }

  @Test
  void bindsOnlyAtTheAddressGiven() throws Exception {
    listener = open(anyPort(InetAddress.getByName("127.0.0.2")));
    assertThat(get("127.0.0.2")).isEqualTo("hello");
    assertThatThrownBy(() -> get("127.0.0.1")).isInstanceOf(IOException.class);
  }

  @Test
  void freesTheAddressWhenClosed() throws Exception {
    listener = open(anyPort(InetAddress.getLoopbackAddress()));
    InetSocketAddress address = listener.address();
    listener.close();
    listener = open(address);
    assertThat(get("127.0.0.1")).isEqualTo("hello");
  }
}
