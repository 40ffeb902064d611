package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.config.AccessOptions;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.http.Response;
import tbot.diag.http.access.AccessControl;
import tbot.diag.http.access.AccessPolicy;
import tbot.diag.http.access.LoginThrottle;
import tbot.diag.http.engine.transport.PlainLayer;
import tbot.diag.password.PasswordHash;

/** Who may ask, over the engine and with real clients. */
@Timeout(300)
class EngineAccessTest extends EngineFixture {

  private static final String TOKEN = "0123456789abcdef";

  @TempDir private Path folder;

  @BeforeEach
  void addEndpoints() {
    at("/livez", (request, responder) -> responder.send(Response.text(200, "alive")));
    at("/debug/pprof/", (request, responder) -> responder.send(Response.text(200, "the list")));
    endpoints.put(
        "/debug/pprof/symbol",
        endpoint((request, responder) -> responder.send(Response.text(200, "num_symbols: 1")))
            .takingBody());
  }

  private void start(String options) throws IOException {
    AccessOptions access = DiagOptions.resolve(AgentArguments.parse(options), Map.of()).access();
    Sockets sockets = new Sockets(bind(), new PlainLayer());
    AccessControl control =
        new AccessControl(AccessPolicy.of(access, address, new LoginThrottle()), dispatcher);
    engine = new HttpEngine(sockets, () -> control, limits);
  }

  /** Options with a file of one user and one of one token. */
  private String login(String user, String password) throws IOException {
    PasswordHash hash = PasswordHash.bcrypt(password.getBytes(StandardCharsets.UTF_8), 4);
    return "auth_file="
        + secret("users", user + ":" + hash.text() + "\n")
        + ",token_file="
        + secret("tokens", TOKEN + "\n");
  }

  private Path secret(String name, String content) throws IOException {
    Path fresh = Files.writeString(folder.resolve(name + ".new"), content);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
    return Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private static String basic(String user, String password) {
    String credentials = Base64.getEncoder().encodeToString(bytes(user + ":" + password));
    return "Authorization: Basic " + credentials + "\r\n";
  }

  /**
   * Asks on a connection of its own.
   *
   * @param headers each with its line break
   */
  private String ask(String target, String headers) throws IOException {
    return ask(
        "GET "
            + target
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + headers
            + "Connection: close\r\n\r\n");
  }

  @Test
  void letsThroughWhoHasAPasswordOrAToken() throws Exception {
    start(login("scraper", "secret"));

    assertThat(ask("/hello", basic("scraper", "secret"))).endsWith("\r\n\r\nhello");
    assertThat(ask("/hello", "Authorization: Bearer " + TOKEN + "\r\n")).endsWith("hello");
    assertThat(ask("/livez", "")).endsWith("alive");
    assertThat(ask("/hello", ""))
        .startsWith("HTTP/1.1 401 Unauthorized\r\n")
        .contains("\r\nWWW-Authenticate: Basic realm=\"tbot-diag\", charset=\"UTF-8\"\r\n")
        .contains("\r\nWWW-Authenticate: Bearer realm=\"tbot-diag\"\r\n")
        .endsWith("\r\n\r\n401 - valid credentials are required: Basic or Bearer\n");
    assertThat(ask("/hello", basic("scraper", "secret2"))).startsWith("HTTP/1.1 401 ");
    assertThat(ask("/hello", basic("scrape", "secret"))).startsWith("HTTP/1.1 401 ");
    assertThat(ask("/hello", "Authorization: Bearer " + TOKEN + "0\r\n"))
        .startsWith("HTTP/1.1 401 ");
    assertThat(ask("/none", "")).startsWith("HTTP/1.1 401 ");
  }

  @Test
  void javasClientLogsInWhenItIsChallenged() throws Exception {
    start(login("scraper", "s\u00e9cret"));
    HttpClient client =
        HttpClient.newBuilder()
            .authenticator(
                new Authenticator() {
                  @Override
                  protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication("scraper", "s\u00e9cret".toCharArray());
                  }
                })
            .build();
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create("http://localhost:" + address.getPort() + "/hello"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("hello");
  }

  @Test
  void readsNoBodyOfWhomItRefuses() throws Exception {
    start(login("scraper", "secret"));
    String post =
        "POST /debug/pprof/symbol HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n";

    assertThat(ask(post + "Expect: 100-continue\r\n\r\n")).startsWith("HTTP/1.1 401 ");
    assertThat(ask(post + "\r\n")).startsWith("HTTP/1.1 401 ");
    assertThat(ask(post + basic("scraper", "secret") + "Origin: http://evil\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//livez/debug/pprof/",
        "//debug/pprof/",
        "/livez/../debug/pprof/",
        "/livez/..%2fdebug/pprof/",
        "/livez/%2e%2e/debug/pprof/",
        "/livez;/debug/pprof/",
        "/livez;/../debug/pprof/",
        "/livez%3f/../../debug/pprof/",
        "/livez%23/debug/pprof/",
        "/livez\\..\\debug\\pprof\\",
        "/readyz/../debug/pprof/",
        "/readyz/..%2fdebug%2fpprof%2f",
        "/readyz/%2e%2e/debug/pprof/",
        "http://localhost/debug/pprof/",
        "http://livez/debug/pprof/",
        "http:///livez/debug/pprof/",
        "/%64ebug/pprof/",
        "/debug%2fpprof%2f",
        "/debug/pprof/?/livez",
        "/debug/pprof/#/livez"
      })
  void noSpellingOfAPathGoesRoundTheLogin(String target) throws Exception {
    start(login("scraper", "secret"));
    assertThat(ask(target, "")).doesNotContain("the list").matches("(?s)HTTP/1.1 40[01] .*");
  }

  @Test
  void manyGuessesAtOnceAreSlowedDownAndLeaveOthersAlone() throws Exception {
    start(login("scraper", "secret"));
    assertThat(ask("/hello", basic("scraper", "secret"))).endsWith("hello");
    List<RawClient> attackers = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      attackers.add(
          connect()
              .send(
                  "GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                      + basic("scraper", "guess " + i)
                      + "\r\n"));
    }
    assertThat(ask("/livez", "")).endsWith("alive");
    List<String> answers = attackers.stream().map(RawClient::readToEnd).toList();

    assertThat(answers).allMatch(answer -> answer.matches("(?s)HTTP/1.1 4(01|29) .*"));
    assertThat(answers.stream().filter(answer -> answer.startsWith("HTTP/1.1 401")))
        .hasSizeBetween(1, 10);
    for (int i = 0; i < 10; i++) {
      ask("/hello", basic("scraper", "more"));
    }
    assertThat(ask("/hello", basic("scraper", "secret2")))
        .startsWith("HTTP/1.1 429 Too Many Requests\r\n")
        .containsPattern("\r\nRetry-After: \\d+\r\n")
        .contains("429 - too many failed logins from this address; try again in");
    assertThat(ask("/hello", basic("scraper", "secret"))).endsWith("hello");
    assertThat(ask("/hello", "Authorization: Bearer " + TOKEN + "\r\n")).endsWith("hello");
    assertThat(ask("/livez", "")).endsWith("alive");
  }

  @Test
  void changedFilesAreInForceSoon() throws Exception {
    start(login("scraper", "secret"));
    assertThat(ask("/hello", basic("scraper", "secret"))).endsWith("hello");
    login("scraper", "other secret");
    secret("tokens", "another-token-of-1\n");

    await().until(() -> !ask("/hello", basic("scraper", "secret")).endsWith("hello"));
    assertThat(ask("/hello", basic("scraper", "other secret"))).endsWith("hello");
    String bearer = "Authorization: Bearer another-token-of-1\r\n";
    await().until(() -> ask("/hello", bearer).endsWith("hello"));
    assertThat(ask("/hello", "Authorization: Bearer " + TOKEN + "\r\n")).doesNotContain("hello");
  }

  @Test
  void onLoopbackItAnswersToItsOwnNamesOnly() throws Exception {
    start("allow_host=bot.example.com");
    String get = "GET /hello HTTP/1.1\r\nConnection: close\r\nHost: ";

    assertThat(ask(get + "localhost:3001\r\n\r\n")).endsWith("hello");
    assertThat(ask(get + "[::1]\r\n\r\n")).endsWith("hello");
    assertThat(ask(get + "bot.example.com\r\n\r\n")).endsWith("hello");
    assertThat(ask("GET /hello HTTP/1.0\r\n\r\n")).endsWith("hello");
    assertThat(ask(get + "evil.example.com\r\n\r\n"))
        .startsWith("HTTP/1.1 403 ")
        .endsWith("allow_host=evil.example.com allows it\n");
    assertThat(ask("GET http://evil.example.com/hello HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(ask("GET http://evil.example.com/hello HTTP/1.0\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
  }

  @Test
  void otherSitesReachNothingBelowDebug() throws Exception {
    start("");
    String crossSite = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\n";

    assertThat(ask("/debug/pprof/", crossSite))
        .startsWith("HTTP/1.1 403 ")
        .contains("copy its address into a new tab of the browser")
        .doesNotContain("the list");
    assertThat(ask("/debug/pprof/", "Origin: http://localhost:8080\r\n"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(ask("/debug/pprof/", "Sec-Fetch-Site: none\r\n")).endsWith("the list");
    assertThat(ask("/livez", crossSite)).endsWith("alive");
  }
}
