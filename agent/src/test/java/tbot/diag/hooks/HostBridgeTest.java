package tbot.diag.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

class HostBridgeTest {

  @Test
  void aLateDisconnectLeavesTheHooksOfANewerAgent() throws Exception {
    Instrumentation jvm = ByteBuddyAgent.install();
    HostBridge old = HostBridge.open(jvm);
    HostBridge fresh = HostBridge.open(jvm);
    BiFunction<String, Object, Object> ofOld = (event, subject) -> "old";
    BiFunction<String, Object, Object> ofFresh = (event, subject) -> "fresh";
    old.connect(ofOld);
    fresh.connect(ofFresh);

    old.disconnect(ofOld);
    assertThat(fresh.field().get(null)).isSameAs(ofFresh);
    fresh.disconnect(ofFresh);
    assertThat(fresh.field().get(null)).isNull();
  }
}
