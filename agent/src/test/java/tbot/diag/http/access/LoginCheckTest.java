package tbot.diag.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tbot.diag.http.access.Requests.answer;
import static tbot.diag.http.access.Requests.get;
import static tbot.diag.http.access.Requests.request;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Request;
import tbot.diag.http.Response;

@Timeout(120)
class LoginCheckTest {

  private static final String RIGHT = "right";

  /** Of which one pair of credentials is right, and known once it was verified. */
  private static final class FakeScheme implements Scheme {
    private final String name;
    private int verified;
    private boolean known;
    private Runnable beforeVerify = () -> {};

    FakeScheme(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String challenge() {
      return name + " realm=\"r\"";
    }

    @Override
    public boolean isKnown(String credentials, String client) {
      return known && credentials.equals(RIGHT);
    }

    @Override
    public boolean verify(String credentials, String client) {
      beforeVerify.run();
      beforeVerify = () -> {};
      verified++;
      known |= credentials.equals(RIGHT);
      return credentials.equals(RIGHT);
    }
  }

  private long now;
  private final FakeScheme basic = new FakeScheme("Basic");
  private final FakeScheme bearer = new FakeScheme("Bearer");
  private final LoginThrottle throttle = new LoginThrottle(() -> now);
  private final LoginCheck check = check("/livez", "/readyz", "/wait");

  private LoginCheck check(String... open) {
    return new LoginCheck(List.of(basic, bearer), List.of(open), throttle);
  }

  private int status(Request request) throws Exception {
    return status(check, request);
  }

  private static int status(LoginCheck check, Request request) throws Exception {
    Refusal refusal = check.judge(request);
    return refusal == null ? 200 : answer(Endpoint.of(refusal), request).head().status();
  }

  private static Request login(String authorization) {
    return get("/metrics", "Authorization", authorization);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Basic right", "basic right", "BASIC   right ", "Bearer right"})
  void eitherSchemeIsEnough(String authorization) throws Exception {
    assertThat(status(login(authorization))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Basic", "Basic ", "Basic wrong", "Bearer Right", "Digest right", "right"})
  void everythingElseIsChallenged(String authorization) throws Exception {
    Request request = login(authorization);
    Response response = answer(Endpoint.of(check.judge(request)), request);

    assertThat(response.head().status()).isEqualTo(401);
    assertThat(response.head().headers().all("WWW-Authenticate"))
        .containsExactly("Basic realm=\"r\"", "Bearer realm=\"r\"");
    assertThat(response.head().headers().first("X-Go-Pprof")).isEqualTo("1");
  }

  @Test
  void noOrSeveralCredentialsAreNoFailures() throws Exception {
    for (int i = 0; i < 100; i++) {
      assertThat(status(get("/metrics"))).isEqualTo(401);
      assertThat(
              status(get("/metrics", "Authorization", "Basic right", "Authorization", "Basic x")))
          .isEqualTo(401);
    }
    assertThat(status(login("Basic right"))).isEqualTo(200);
    assertThat(basic.verified).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/livez",
        "/readyz",
        "/readyz/ssh-multiplexer",
        "/readyz/a%2Fb",
        "/wait/db",
        "/live%7a",
        "/livez?x=1"
      })
  void exceptedPathsNeedNoLogin(String path) throws Exception {
    assertThat(status(get(path))).isEqualTo(200);
    assertThat(status(request("POST", path, "10.0.0.1"))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/livez/",
        "/livez/x",
        "/livez/../debug/pprof/",
        "/livez/%2e%2e/debug/pprof/",
        "/livez%2F..%2Fdebug",
        "/livez;/debug",
        "/livez;x",
        "/livez%00",
        "/livez%20",
        "/LIVEZ",
        "/%2Flivez",
        "/./livez",
        "/x/../livez",
        "/readyz/../debug/pprof/",
        "/readyz/a%2F..%2F..%2Fdebug",
        "/readyz/a/b",
        "/debug/pprof/livez",
        "/metrics"
      })
  void noOtherPathIsExcepted(String path) throws Exception {
    assertThat(status(get(path))).isEqualTo(401);
  }

  @Test
  void aTargetWithTwoSlashesIsAHostAndNoPath() throws Exception {
    assertThat(status(get("//livez/debug/pprof/"))).isEqualTo(401);
  }

  @Test
  void pathsCanBeExceptedOrNot() throws Exception {
    assertThat(status(check(), get("/livez"))).isEqualTo(401);
    assertThat(status(check(), get("/readyz/x"))).isEqualTo(401);
    assertThat(status(check("/metrics"), get("/metrics"))).isEqualTo(200);
    assertThat(status(check("/metrics"), get("/livez"))).isEqualTo(401);
    assertThat(status(check("/debug/pprof"), get("/debug/pprof/heap"))).isEqualTo(401);
    assertThat(status(check("/readyz/x"), get("/readyz/x"))).isEqualTo(200);
    assertThat(status(check("/readyz/x"), get("/readyz/y"))).isEqualTo(401);
  }

  @Test
  void afterTenFailuresNothingIsComputedForAMinute() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(status(login("Basic wrong"))).isEqualTo(401);
    }
    now += 20_000_000_000L;
    Response response =
        answer(Endpoint.of(check.judge(login("Basic right"))), login("Basic right"));
    assertThat(response.head().status()).isEqualTo(429);
    assertThat(response.head().headers().first("Retry-After")).isEqualTo("40");
    assertThat(status(login("Bearer wrong"))).isEqualTo(429);
    assertThat(basic.verified).isEqualTo(10);
    assertThat(bearer.verified).isZero();
    assertThat(status(request("GET", "/x", "10.0.0.1", "Authorization", "Basic wrong")))
        .isEqualTo(401);
    assertThat(status(get("/metrics"))).isEqualTo(401);
    assertThat(status(get("/livez"))).isEqualTo(200);
    now += 40_000_000_000L;
    assertThat(status(login("Basic right"))).isEqualTo(200);
  }

  @Test
  void credentialsThatAreKnownWorkAfterTenFailures() throws Exception {
    assertThat(status(login("Basic right"))).isEqualTo(200);
    for (int i = 0; i < 20; i++) {
      status(login("Basic wrong"));
    }
    assertThat(status(login("Basic wrong"))).isEqualTo(429);
    assertThat(status(login("Basic right"))).isEqualTo(200);
    assertThat(basic.verified).isEqualTo(11);
  }

  @Test
  void failuresSurviveAReconfiguration() throws Exception {
    for (int i = 0; i < 10; i++) {
      status(login("Bearer wrong"));
    }
    assertThat(status(check("/livez"), login("Basic wrong"))).isEqualTo(429);
  }

  /** The answers to requests that come while one of them is verified. */
  private List<Integer> statusesAtOnce(String authorization) throws InterruptedException {
    List<Integer> statuses = new CopyOnWriteArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i <= HashTurn.MOST_WAITING; i++) {
      threads.add(new Thread(() -> statuses.add(uncheckedStatus(login(authorization)))));
    }
    basic.beforeVerify = () -> await().until(() -> allWait(threads));
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    return statuses;
  }

  /** The one that verifies waits, too: for this. */
  private static boolean allWait(List<Thread> threads) {
    return threads.stream()
        .map(Thread::getState)
        .allMatch(state -> state == Thread.State.TIMED_WAITING || state == Thread.State.WAITING);
  }

  private int uncheckedStatus(Request request) {
    try {
      return status(request);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void attemptsAtTheSameTimeAreNoMoreThanTenEither() throws Exception {
    for (int i = 0; i < 9; i++) {
      status(login("Basic wrong"));
    }
    assertThat(statusesAtOnce("Basic wrong"))
        .hasSize(HashTurn.MOST_WAITING + 1)
        .containsOnlyOnce(401)
        .containsOnly(401, 429);
    assertThat(basic.verified).isEqualTo(10);
  }

  @Test
  void rightAttemptsAtTheSameTimeAreVerifiedOnce() throws Exception {
    assertThat(statusesAtOnce("Basic right")).hasSize(HashTurn.MOST_WAITING + 1).containsOnly(200);
    assertThat(basic.verified).isEqualTo(1);
  }
}
