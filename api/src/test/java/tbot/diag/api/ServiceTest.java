package tbot.diag.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** Without the agent, calls do what they say to the caller and nothing else. */
class ServiceTest {

  private final Service service = Services.named("identity");

  @Test
  void aNameIsOneService() {
    assertThat(Services.named("identity")).isSameAs(service);
    assertThat(Services.named("a/b \"😀\"")).isNotSameAs(service);
    assertThatThrownBy(() -> Services.named("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void returnsAndThrowsWhatTheTaskDoes() throws Exception {
    service.healthy();
    service.unhealthy(null);
    int[] runs = {0};
    service.run(() -> runs[0]++);
    assertThat(runs[0]).isEqualTo(1);
    assertThat(service.call(() -> "result")).isEqualTo("result");
    assertThat(service.<String>call(() -> null)).isNull();
    CompletableFuture<String> stage = new CompletableFuture<>();
    assertThat(service.call(() -> stage)).isSameAs(stage);
    assertThat(stage.complete("done")).isTrue();
    IllegalStateException unchecked = new IllegalStateException();
    assertThatThrownBy(
            () ->
                service.run(
                    () -> {
                      throw unchecked;
                    }))
        .isSameAs(unchecked);
    IOException checked = new IOException();
    assertThatThrownBy(
            () ->
                service.call(
                    () -> {
                      throw checked;
                    }))
        .isSameAs(checked);
  }

  @Test
  void namesTheCauseOfAFailure() {
    assertThat(Failures.reasonOf(null)).isNull();
    assertThat(Failures.reasonOf(new CompletionException(new CancellationException()))).isNull();
    assertThat(Failures.reasonOf(new CompletionException(new IOException("no")))).isEqualTo("no");
    assertThat(Failures.reasonOf(new IOException())).isEqualTo("java.io.IOException");
    assertThat(Failures.reasonOf(new InterruptedException())).isNull();
  }
}
