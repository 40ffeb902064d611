package tbot.diag.core.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.core.Outcome;
import tbot.diag.http.Response;
import tbot.diag.http.Route;
import tbot.diag.http.Routes;

/** A listener whose options change. */
class ListenerTest {

  @TempDir private Path folder;

  private final Listener listener = new Listener();
  private final Outcome outcome = new Outcome();

  @AfterEach
  void close() {
    listener.close();
  }

  private void listen(String options) {
    DiagOptions resolved = DiagOptions.resolve(AgentArguments.parse(options), Map.of());
    Route route = Route.at("/", (request, responder) -> responder.send(Response.text(200, "ok")));
    listener.listen(
        resolved.diagAddr(),
        () -> new Protection().protect(() -> new Routes(List.of(route)), resolved),
        outcome);
  }

  private void listenWithLogin() throws Exception {
    Path tokens = folder.resolve("tokens");
    Files.writeString(tokens, "0123456789abcdef\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    listen("diag_addr=127.0.0.1:0,token_file=" + tokens);
    Files.delete(tokens);
  }

  private int status() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(listener.url())).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void demandsTheSameLoginWhenItCannotMove() throws Exception {
    listenWithLogin();
    String before = listener.url();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listen("diag_addr=127.0.0.1:" + taken.getLocalPort());
    }
    assertThat(listener.url()).isEqualTo(before);
    assertThat(status()).isEqualTo(401);
  }

  @Test
  void demandsTheSameLoginWhenItGoesBack() throws Exception {
    listenWithLogin();
    String before = listener.url();
    listen("diag_addr=192.0.2.1:" + URI.create(before).getPort());
    assertThat(listener.url()).isEqualTo(before);
    assertThat(status()).isEqualTo(401);
  }

  @Test
  void demandsNoLoginAnyMoreWhenItMoves() throws Exception {
    listenWithLogin();
    String before = listener.url();
    listen("diag_addr=localhost:0");
    assertThat(listener.url()).isNotEqualTo(before);
    assertThat(status()).isEqualTo(200);
  }
}
