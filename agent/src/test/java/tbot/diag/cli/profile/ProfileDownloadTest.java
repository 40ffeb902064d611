package tbot.diag.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.service.FakeService;
import tbot.diag.cli.service.ServiceAddress;
import tbot.diag.cli.service.ServiceClient;

/** Ends of a profile before its time, with services that answer in different ways. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProfileDownloadTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private final FakeService service = new FakeService();
  private final ProfileDownload download =
      new ProfileDownload(
          ServiceClient.of(ServiceAddress.parse(service.address())),
          ProfileKind.CPU,
          300,
          false,
          content);

  @AfterEach
  void stop() {
    over.countDown();
    service.close();
    threads.shutdownNow();
  }

  private void stopAnswers(int status) {
    service.on(
        "/debug/pprof/stop",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          stopped.countDown();
        });
  }

  /** Takes a profile that is answered so; returns when the answer has begun. */
  private Future<?> run(FakeService.Answer answer) throws InterruptedException {
    service.on("/debug/pprof/profile", answer);
    Future<?> running =
        threads.submit(
            () -> {
              try (Interruption interruption = new Interruption()) {
                download.run(interruption, new PrintWriter(new StringWriter()));
              }
            });
    asked.await();
    return running;
  }

  private void sendHead(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    asked.countDown();
  }

  private static void assertFailure(Future<?> running, String message) {
    assertThatThrownBy(running::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(CommandFailure.class)
        .hasMessageEndingWith(message);
  }

  @Test
  void aServiceThatCannotEndASpanIsGivenUpSoon() throws Exception {
    stopAnswers(404);
    Future<?> running =
        run(
            exchange -> {
              asked.countDown();
              over.await(); // Its head comes at the end of the span.
            });

    assertThat(download.stop()).isFalse();

    assertFailure(running, ": this service cannot end a profile early, so nothing is kept");
  }

  @Test
  void whatIsBeingSentWhenTheSpanIsOverArrives() throws Exception {
    stopAnswers(404);
    Future<?> running =
        run(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write('a');
              exchange.getResponseBody().flush();
              asked.countDown();
              stopped.await();
              for (int i = 0; i < 5; i++) {
                TimeUnit.MILLISECONDS.sleep(300);
                exchange.getResponseBody().write('b');
                exchange.getResponseBody().flush();
              }
            });

    assertThat(download.stop()).isTrue();

    running.get();
    assertThat(content).hasToString("abbbbb");
  }

  @Test
  void aServiceThatStaysSilentAfterItsHeadIsGivenUp() throws Exception {
    service.on("/debug/pprof/stop", exchange -> over.await());
    Future<?> running =
        run(
            exchange -> {
              sendHead(exchange);
              over.await();
            });

    assertThat(download.stop()).isFalse();

    assertFailure(running, ": it does not answer, so nothing is kept");
  }

  @Test
  void aSpanThatIsEndedEarlyIsComplete() throws Exception {
    stopAnswers(200);
    Future<?> running =
        run(
            exchange -> {
              sendHead(exchange);
              stopped.await();
              exchange.getResponseBody().write('a');
            });

    assertThat(download.stop()).isTrue();

    running.get();
    assertThat(content).hasToString("a");
  }
}
