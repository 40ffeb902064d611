package tbot.diag.http.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.http.Body;
import tbot.diag.http.Dispatcher;
import tbot.diag.http.Endpoint;
import tbot.diag.http.Request;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.engine.transport.PlainLayer;

/** Whatever fails, the engine goes on; and how it starts and ends. */
@Timeout(300)
class EngineFailuresTest extends EngineFixture {

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
  }

  @Test
  void answersForAHandlerThatFails() throws Exception {
    at(
        "/bad",
        (request, responder) -> {
          throw new IllegalStateException("boom\nbang");
        });
    start();
    assertThat(ask(get("/bad")))
        .startsWith("HTTP/1.1 500 ")
        .endsWith("\r\n\r\n500 - the handler failed: java.lang.IllegalStateException: boom bang\n");
    assertThat(probe()).endsWith("hello");
  }

  @Test
  void eachErrorIsShownAsItsClientReadsItBest() throws Exception {
    at(
        "/bad",
        (request, responder) -> {
          throw new IllegalStateException("boom");
        });
    at("/refused", (request, responder) -> responder.send(Response.text(403, "no")));
    endpoints.put("/busy", Endpoint.of((request, responder) -> {}).slow());
    limits.slowRequests = 0;
    engine =
        new HttpEngine(
            new Sockets(bind(), new PlainLayer()),
            () -> shown(error -> Response.text(error.head().status(), "shown")),
            limits);

    assertThat(ask(get("/bad"))).startsWith("HTTP/1.1 500 ").endsWith("\r\n\r\nshown");
    assertThat(ask(get("/refused"))).startsWith("HTTP/1.1 403 ").endsWith("\r\n\r\nshown");
    assertThat(ask(get("/busy"))).startsWith("HTTP/1.1 503 ").endsWith("\r\n\r\nshown");
    assertThat(ask(get("/hello"))).endsWith("hello");
  }

  @Test
  void anErrorThatCannotBeShownIsSentAsItIs() throws Exception {
    at("/refused", (request, responder) -> responder.send(Response.text(403, "no")));
    engine =
        new HttpEngine(
            new Sockets(bind(), new PlainLayer()),
            () ->
                shown(
                    error -> {
                      throw new OutOfMemoryError();
                    }),
            limits);

    assertThat(ask(get("/refused"))).startsWith("HTTP/1.1 403 ").endsWith("\r\n\r\nno");
  }

  private Dispatcher shown(UnaryOperator<Response> errors) {
    return new Dispatcher() {
      @Override
      public Endpoint find(Request request) {
        return dispatcher.find(request);
      }

      @Override
      public Response errorFor(Request request, Response error) {
        return errors.apply(error);
      }
    };
  }

  @Test
  void answersForAHandlerWithoutMemoryOrStack() throws Exception {
    at(
        "/memory",
        (request, responder) -> {
          throw new OutOfMemoryError("as a full host would");
        });
    at(
        "/stack",
        (request, responder) -> {
          throw new StackOverflowError();
        });
    start();
    for (int i = 0; i < 10; i++) {
      assertThat(ask(get("/memory"))).startsWith("HTTP/1.1 500 ");
      assertThat(ask(get("/stack"))).startsWith("HTTP/1.1 500 ");
    }
    assertThat(probe()).endsWith("hello");
  }

  @Test
  void closesTheConnectionWhenAnErrorCannotBeAnsweredEither() throws Exception {
    at(
        "/worst",
        (request, responder) -> {
          throw new OutOfMemoryError() {
            @Override
            public String getMessage() {
              throw new OutOfMemoryError();
            }
          };
        });
    start();
    assertThat(ask(get("/worst"))).isEqualTo("(reset)");
    assertThat(probe()).endsWith("hello");
  }

  @Test
  void breaksOffTheAnswerOfAHandlerThatFailsHalfWay() throws Exception {
    at(
        "/half",
        (request, responder) -> {
          responder.begin(ResponseHead.of(200, "text/plain")).write(Body.of(bytes("half")));
          throw new IllegalStateException("boom");
        });
    start();
    assertThat(ask(get("/half"))).endsWith("(reset)").doesNotContain("\r\n0\r\n");
  }

  @Test
  void leavesTheAnswerOfAHandlerThatFailsAfterIt() throws Exception {
    at(
        "/after",
        (request, responder) -> {
          responder.send(Response.text(200, "sent"));
          throw new IllegalStateException("boom");
        });
    start();
    assertThat(ask(get("/after"))).endsWith("sent");
  }

  @Test
  void survivesABodyThatFails() throws Exception {
    at(
        "/bad",
        (request, responder) ->
            responder.send(new Response(ResponseHead.of(200, "a/b"), new FailingBody())));
    start();
    ask(get("/bad"));
    assertThat(FailingBody.CLOSED.await(2, TimeUnit.MINUTES)).isTrue();
    assertThat(probe()).endsWith("hello");
  }

  private static final class FailingBody implements Body {
    static final CountDownLatch CLOSED = new CountDownLatch(1);

    @Override
    public long remaining() {
      return 10;
    }

    @Override
    public void peek(ByteBuffer into) {
      throw new OutOfMemoryError("as a full host would");
    }

    @Override
    public void skip(int count) {}

    @Override
    public void close() {
      CLOSED.countDown();
    }
  }

  @Test
  void acceptsAgainAfterFailures() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(400);
    engine =
        new HttpEngine(
            new Sockets(bind(), new PlainLayer()) {
              @Override
              SocketChannel accept() throws IOException {
                boolean even = calls.incrementAndGet() % 2 == 0;
                if (System.nanoTime() - end >= 0) {
                  return super.accept();
                } else if (even) {
                  throw new OutOfMemoryError("as a full host would");
                }
                throw new IOException("Too many open files");
              }
            },
            () -> dispatcher,
            limits);
    assertThat(probe()).endsWith("hello");
    // A failure is followed by a pause.
    assertThat(calls.get()).isLessThan(10);
  }

  /** The selector may have lost a connection, whose client would wait for good. */
  @Test
  void beginsAgainWithoutConnectionsWhenItRanOutOfMemory() throws Exception {
    AtomicBoolean full = new AtomicBoolean();
    engine =
        new HttpEngine(
            new Sockets(bind(), new PlainLayer()) {
              @Override
              SocketChannel accept() throws IOException {
                if (full.getAndSet(false)) {
                  throw new OutOfMemoryError("as a full host would");
                }
                return super.accept();
              }
            },
            () -> dispatcher,
            limits);
    RawClient before = connect().send("GET /hel");
    await().until(() -> engine.openConnections() == 1);
    full.set(true);
    assertThat(probe()).endsWith("hello");
    assertThat(before.readToEnd()).isIn("", "(reset)");
  }

  @Test
  void makesNothingBeforeAClientIsThere() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    engine =
        HttpEngine.start(
            bind(),
            () -> {
              asked.incrementAndGet();
              return dispatcher;
            });
    await().until(() -> threads().size() == 1);
    assertThat(asked).hasValue(0);
    assertThat(probe()).endsWith("hello");
    assertThat(probe()).endsWith("hello");
    assertThat(asked).hasValue(1);
  }

  @Test
  void asksAgainForADispatcherThatFailed() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    engine =
        HttpEngine.start(
            bind(),
            () -> {
              if (asked.getAndIncrement() == 0) {
                throw new OutOfMemoryError("as a full host would");
              }
              return dispatcher;
            });
    assertThat(connect().readToEnd()).isIn("", "(reset)");
    assertThat(probe()).endsWith("hello");
  }

  @Test
  void takesAnotherDispatcherWhileItServes() throws Exception {
    Dispatcher other =
        request -> Endpoint.of((r, responder) -> responder.send(Response.text(200, "other")));
    start();
    assertThat(probe()).endsWith("hello");
    engine.change(() -> other);
    assertThat(probe()).endsWith("other");
  }

  @Test
  void runsHandlersOnDaemonsThatHoldNothingOfTheHosts() throws Exception {
    at(
        "/thread",
        (request, responder) ->
            responder.send(
                Response.text(
                    200,
                    Thread.currentThread().isDaemon()
                        + " "
                        + Thread.currentThread().getContextClassLoader()
                        + " "
                        + Thread.currentThread().getThreadGroup().getParent().getName())));
    start();
    assertThat(ask(get("/thread"))).endsWith("true null system");
    await().until(() -> threads().size() == 1);
  }

  @Test
  void leavesNothingOpenOrRunningWhenClosed() throws Exception {
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    CountDownLatch entered = new CountDownLatch(1);
    at(
        "/wait",
        (request, responder) -> {
          entered.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            outcome.set(e);
            throw e;
          }
        });
    start();
    RawClient busy = connect().send(get("/wait"));
    assertThat(entered.await(2, TimeUnit.MINUTES)).isTrue();
    RawClient silent = connect().send("GET /hel");
    await().until(() -> engine.openConnections() == 2);
    engine.close();
    assertThat(busy.readToEnd()).isIn("", "(reset)");
    assertThat(silent.readToEnd()).isIn("", "(reset)");
    await().until(() -> threads().isEmpty());
    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    assertThatThrownBy(() -> new RawClient(address)).isInstanceOf(IOException.class);
    try (ServerSocketChannel again = ServerSocketChannel.open()) {
      again.bind(address);
    }
  }

  @Test
  void freesThePortThoughNobodyAsked() throws Exception {
    start();
    engine.close();
    await().until(() -> threads().isEmpty());
    assertThatThrownBy(() -> new RawClient(address)).isInstanceOf(IOException.class);
  }
}
