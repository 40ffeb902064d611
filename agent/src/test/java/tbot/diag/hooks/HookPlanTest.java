package tbot.diag.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.Type;
import org.junit.jupiter.api.Test;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.hooks.api.ApiHooks;
import tbot.diag.hooks.handler.HandlerHooks;
import tbot.diag.hooks.sshd.MinaSshd;
import tbot.diag.hooks.weave.EventHook;
import tbot.diag.hooks.weave.LibraryEvent;

class HookPlanTest {

  @Test
  void thePlanHasTheClassesOfMinaSshd() {
    assertThat(plan().classNames())
        .containsExactlyInAnyOrder(
            "org.apache.sshd.server.SshServer",
            "org.apache.sshd.server.session.AbstractServerSession",
            "org.apache.sshd.server.session.ServerUserAuthService",
            "org.apache.sshd.common.session.helpers.SessionHelper",
            "org.apache.sshd.common.session.helpers.AbstractSession");
    assertThat(plan().hooksOf("org/apache/sshd/common/session/helpers/SessionHelper").events())
        .hasSize(3);
  }

  @Test
  void classesAreFoundByTheNameThatTheJvmUses() {
    assertThat(plan("a.B$C#d").hooksOf("a/B$C").handlers()).hasSize(1);
    assertThat(plan("a.B$C#d").hooksOf("a.B$C")).isNull();
  }

  @Test
  void everyEventGetsItsDetails() {
    List<EventHook> hooks = new ArrayList<>(sshd().events());
    hooks.addAll(new ApiHooks(null).events());
    for (EventHook hook : hooks) {
      int details = Type.getArgumentTypes(hook.event().descriptor()).length - 1;
      int thrown = hook.moment() == EventHook.Moment.THROWN ? 1 : 0;
      assertThat(hook.details()).as(hook.method().toString()).hasSize(details - thrown);
    }
    assertThat(hooks).extracting(EventHook::event).containsExactlyInAnyOrder(LibraryEvent.values());
  }

  /** Else the JVM would have to go over all of its classes again at each start. */
  @Test
  void setsOfLibrariesThatAreMadeAgainDifferInNothing() {
    HookPlan plan = HookPlan.of(List.of(sshd(), new ApiHooks(null)));
    HookPlan again = HookPlan.of(List.of(sshd(), new ApiHooks(null)));
    assertThat(again.classNamesThatDifferFrom(plan)).isEmpty();
  }

  @Test
  void theClassesOfHandlersAreNamed() {
    assertThat(plan("a.B#c", "a.B#d", "a.E#f").handlerClassNames())
        .containsExactlyInAnyOrder("a.B", "a.E");
  }

  @Test
  void aChangeNamesTheClassesAddedRemovedAndChangedAlone() {
    HookPlan old = plan("a.Same#x", "a.Gone#x", "a.Other#x");
    HookPlan fresh = plan("a.Same#x", "a.New#x", "a.Other#x(int)");

    assertThat(fresh.classNamesThatDifferFrom(old))
        .containsExactlyInAnyOrder("a.Gone", "a.New", "a.Other");
    assertThat(fresh.classNamesThatDifferFrom(plan("a.New#x", "a.Other#x(int)", "a.Same#x")))
        .isEmpty();
  }

  private static HookPlan plan(String... handlers) {
    List<HandlerSpec> specs = Arrays.stream(handlers).map(HandlerSpec::parse).toList();
    return HookPlan.of(List.of(sshd(), new HandlerHooks(specs)));
  }

  private static MinaSshd sshd() {
    return new MinaSshd(new RecordedServers());
  }
}
