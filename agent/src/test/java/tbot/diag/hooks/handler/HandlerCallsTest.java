package tbot.diag.hooks.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tbot.diag.hooks.RecordedConnections;

class HandlerCallsTest {

  private final RecordedConnections recorded = new RecordedConnections();
  private final HandlerConnections calls = new HandlerConnections(recorded);

  @Test
  void nestedCallsAreOneConnection() {
    BiConsumer<Object, Throwable> outer = calls.handlerEntered("");
    assertThat(calls.handlerEntered("")).isNull();
    outer.accept(null, null);
    calls.handlerEntered("").accept(null, null);

    assertThat(recorded.events()).containsExactly("started", "OK", "started", "OK");
  }

  @Test
  void otherThreadsAreOtherConnections() throws InterruptedException {
    BiConsumer<Object, Throwable> here = calls.handlerEntered("");
    Thread thread = new Thread(() -> calls.handlerEntered("").accept(null, null));
    thread.start();
    thread.join(60_000);
    here.accept(null, null);

    assertThat(recorded.events()).containsExactly("started", "started", "OK", "OK");
  }

  @Test
  void aStartThatFailsLeavesNoMarkOnTheThread() {
    AtomicBoolean fails = new AtomicBoolean(true);
    HandlerCalls calls =
        new HandlerCalls(
            new CallListener() {
              @Override
              public void started() {
                if (fails.get()) {
                  throw new OutOfMemoryError("for the test");
                }
              }

              @Override
              public void ended(Throwable failure, long durationNanos) {}
            });
    assertThatThrownBy(calls::entered).hasMessage("for the test");

    fails.set(false);
    assertThat(calls.entered()).isNotNull();
  }

  @Test
  void aThrowIsAnErrorEvenWithAStageAtHand() {
    calls.handlerEntered("").accept(new CompletableFuture<>(), new IOException());
    assertThat(recorded.events()).containsExactly("started", "exception");
  }

  @Test
  void aCancelIsFoundInsideItsWrappers() {
    Throwable cancel = new CancellationException();
    calls.handlerEntered("").accept(null, new CompletionException(new ExecutionException(cancel)));
    calls.handlerEntered("").accept(null, new RuntimeException(cancel));
    assertThat(recorded.events()).containsExactly("started", "OK", "started", "exception");
  }

  @Test
  void wrappersThatWrapEachOtherDoNotHoldTheHandlerUp() {
    Loop one = new Loop();
    one.next = new Loop();
    one.next.next = one;
    calls.handlerEntered("").accept(null, one);
    assertThat(recorded.events()).containsExactly("started", "exception");
  }

  @Test
  void aStageEndsTheConnectionButFreesTheThreadAtOnce() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    calls.handlerEntered("").accept(stage, null);
    calls.handlerEntered("").accept("next", null);
    assertThat(recorded.events()).containsExactly("started", "started", "OK");

    stage.completeExceptionally(new IOException());
    assertThat(recorded.events()).endsWith("exception");
  }

  @Test
  void aStageThatCallsBackAndThrowsCountsOnce() {
    CompletableFuture<String> broken =
        new CompletableFuture<String>() {
          @Override
          public CompletableFuture<String> whenComplete(
              java.util.function.BiConsumer<? super String, ? super Throwable> action) {
            action.accept("", null);
            throw new UnsupportedOperationException();
          }
        };
    calls.handlerEntered("").accept(broken, null);
    assertThat(recorded.events()).containsExactly("started", "OK");
  }

  private static final class Loop extends CompletionException {
    private static final long serialVersionUID = 1;
    private transient Loop next;

    @Override
    public synchronized Throwable getCause() {
      return next;
    }
  }
}
