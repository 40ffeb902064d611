package tbot.diag.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

class HostBridgeTest {

  private static final BiFunction<String, Object, Object> OLD = (event, subject) -> "old";
  private static final BiFunction<String, Object, Object> NEW = (event, subject) -> "new";

  @Test
  void aLateDisconnectLeavesTheHooksOfANewerAgent() throws Exception {
    Instrumentation jvm = ByteBuddyAgent.install();
    HostBridge old = HostBridge.open(jvm);
    HostBridge fresh = HostBridge.open(jvm);
    old.connect(OLD);
    fresh.connect(NEW);

    old.disconnect(OLD);
    assertThat(fresh.field().get(null)).isSameAs(NEW);
    fresh.disconnect(NEW);
    assertThat(fresh.field().get(null)).isNull();
  }
}
