package tbot.diag.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import tbot.diag.calls.SlowCalls;
import tbot.diag.calls.TraceUnavailableException;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.hooks.HookSet;

class MethodTracesTest {

  @Test
  void noTaskOfTheArgumentsHasTheNameOfATrace() {
    SetupWorker worker = new SetupWorker();
    AtomicReference<MethodTraces> traces = new AtomicReference<>();
    List<String> names = new CopyOnWriteArrayList<>();
    traces.set(
        new MethodTraces(
            new AtomicReference<>(),
            worker,
            () -> {
              HookSet set = traces.get().hookSet();
              set.handlers().forEach(hook -> names.add(hook.task()));
            }));

    assertThatThrownBy(() -> traces.get().begin(HandlerSpec.parse("a.B#c"), new SlowCalls(1)))
        .isInstanceOf(TraceUnavailableException.class);
    worker.shutDown();
    // The JVM ends its arguments at such a character.
    assertThat(names).singleElement().asString().startsWith("\0");
  }
}
