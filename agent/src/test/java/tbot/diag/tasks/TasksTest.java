package tbot.diag.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tbot.diag.config.AgentArguments;
import tbot.diag.config.DiagOptions;
import tbot.diag.config.value.TaskSpec;
import tbot.diag.health.Service;
import tbot.diag.health.ServiceReasons;
import tbot.diag.health.ServiceRegistry;
import tbot.diag.hooks.HookEvents;
import tbot.diag.hooks.weave.HookStatus;
import tbot.diag.hooks.weave.TestHookStatus;
import tbot.diag.metrics.TaskMetrics;

class TasksTest {

  private static final long NEVER_NANOS = Long.MAX_VALUE / 2;

  private final ServiceRegistry services = new ServiceRegistry();
  private HookStatus hooks = TestHookStatus.of("a.B");
  private Tasks tasks = new Tasks(() -> services, new TaskMetrics(), () -> hooks, NEVER_NANOS);

  @AfterEach
  void close() {
    tasks.close();
  }

  private static List<TaskSpec> specs(String... texts) {
    return DiagOptions.resolve(AgentArguments.parse("task=" + String.join(";", texts)), Map.of())
        .tasks();
  }

  private BiConsumer<Object, Throwable> enter(String task) {
    HookEvents events = tasks.hooks(specs("a:a.B#c")).connect(null);
    return events.handlerEntered(task);
  }

  private List<String> states() {
    tasks.run();
    List<String> states = new ArrayList<>();
    for (Service service : services.services()) {
      String reason = ServiceReasons.of(services, service.name());
      states.add((service.name() + " " + service.health() + " " + reason).trim());
    }
    return states;
  }

  @Test
  void followsTheLastIteration() {
    tasks.follow(specs("a:a.B#c", "b:a.B#d"));
    assertThat(states()).containsExactly("a initializing", "b initializing");
    enter("a").accept("x", null);
    assertThat(states()).containsExactly("a healthy", "b initializing");
    enter("a").accept(null, new IllegalStateException("no \"route\""));
    assertThat(states()).containsExactly("a unhealthy no \"route\"", "b initializing");
    enter("a").accept(null, new IllegalStateException());
    assertThat(states().get(0)).isEqualTo("a unhealthy java.lang.IllegalStateException");
    enter("a").accept(null, new Rude());
    assertThat(states().get(0)).isEqualTo("a unhealthy " + Rude.class.getName());
    enter("a").accept(null, null);
    assertThat(states().get(0)).isEqualTo("a healthy");
  }

  @Test
  void tasksComeAndGo() {
    tasks.follow(specs("a:a.B#c", "b:a.B#d"));
    enter("a").accept(null, null);
    BiConsumer<Object, Throwable> late = enter("b");
    tasks.follow(specs("a:a.B#c", "c:a.B#e"));
    late.accept(null, null);
    assertThat(states()).containsExactly("a healthy", "c initializing");
    tasks.follow(specs("a:a.B#other"));
    assertThat(states()).containsExactly("a initializing");
    tasks.close();
    assertThat(states()).isEmpty();
  }

  @Test
  void aMissingClassIsAReasonWhenItIsLate() {
    tasks.close();
    tasks = new Tasks(() -> services, new TaskMetrics(), () -> hooks, 1);
    tasks.follow(specs("a:a.B#c", "x:a.X#c"));
    assertThat(states()).containsExactly("a initializing", "x initializing");
    tasks.awaitClasses();
    Awaitility.await()
        .until(
            states()::toString,
            "[a initializing, x initializing no class a.X has been loaded]"::equals);
    hooks = TestHookStatus.of("a.B", "a.X");
    assertThat(states()).containsExactly("a initializing", "x initializing");
  }

  @Test
  void aFailedHookIsTheReasonUnlessThereIsAnIteration() {
    tasks.follow(specs("a:a.B#c", "x:a.X#c"));
    enter("a").accept(null, null);
    hooks = TestHookStatus.failed("a", "a.B#c matches no method", "x", "a.X#c is native");
    assertThat(states()).containsExactly("a healthy", "x unhealthy a.X#c is native");
  }

  /** Throws when it is asked for its message. */
  private static final class Rude extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String getMessage() {
      throw new UnsupportedOperationException(Arrays.toString(getStackTrace()));
    }
  }
}
