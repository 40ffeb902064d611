package tbot.diag.hooks.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import tbot.diag.hooks.RecordedConnections;

class TaskCallsTest {

  private final List<String> events = new ArrayList<>();
  private final TaskCalls calls = new TaskCalls();

  private void follow(String task) {
    calls.follow(
        task,
        new CallListener() {
          @Override
          public void started() {
            events.add(task + " started");
          }

          @Override
          public void ended(Throwable failure, long durationNanos) {
            events.add(task + " ended " + failure);
          }
        });
  }

  @Test
  void eachTaskHasItsOwnOutermostCalls() {
    follow("a");
    follow("b");
    var outer = calls.handlerEntered("a");
    assertThat(calls.handlerEntered("a")).isNull();
    calls.handlerEntered("b").accept(null, null);
    outer.accept(null, null);
    assertThat(events).containsExactly("a started", "b started", "b ended null", "a ended null");
  }

  @Test
  void countsInsideOfAHandlerAndOutside() {
    follow("a");
    RecordedConnections connections = new RecordedConnections();
    HandlerConnections handlers = new HandlerConnections(connections);
    var handler = handlers.handlerEntered("");
    var task = calls.handlerEntered("a");
    task.accept(null, null);
    handler.accept(null, null);
    task = calls.handlerEntered("a");
    handlers.handlerEntered("").accept(null, null);
    task.accept(null, null);
    assertThat(events).containsExactly("a started", "a ended null", "a started", "a ended null");
    assertThat(connections.events()).containsExactly("started", "OK", "started", "OK");
    assertThat(handlers.handlerEntered("a")).isNull();
    assertThat(calls.handlerEntered("")).isNull();
  }

  @Test
  void aStageEndsTheIterationByItsCause() {
    follow("a");
    CompletableFuture<String> stage = new CompletableFuture<>();
    calls.handlerEntered("a").accept(stage, null);
    assertThat(events).containsExactly("a started");
    stage.completeExceptionally(new CompletionException(new IOException("no")));
    assertThat(events).containsExactly("a started", "a ended java.io.IOException: no");
  }

  @Test
  void aCancelIsNoFailure() {
    follow("a");
    calls.handlerEntered("a").accept(null, new CancellationException());
    assertThat(events).containsExactly("a started", "a ended null");
  }

  @Test
  void forgottenTasksEndButDoNotStart() {
    follow("a");
    var call = calls.handlerEntered("a");
    calls.forget("a");
    assertThat(calls.handlerEntered("a")).isNull();
    call.accept(null, null);
    assertThat(events).containsExactly("a started", "a ended null");
  }
}
