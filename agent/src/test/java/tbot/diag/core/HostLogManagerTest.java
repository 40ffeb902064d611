package tbot.diag.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostLogManagerTest {

  private static final String WILDFLY = "/opt/wildfly/jboss-modules.jar -mp /opt/wildfly/modules";

  @Test
  void isWaitedForOnlyOnJava8AndOnlyUntilItIsChosen() {
    assertThat(HostLogManager.isPending(8, WILDFLY, null)).isTrue();
    assertThat(HostLogManager.isPending(8, "org.jboss.modules.Main -mp x", null)).isTrue();
    assertThat(HostLogManager.isPending(8, WILDFLY, "org.jboss.logmanager.LogManager")).isFalse();
    assertThat(HostLogManager.isPending(17, WILDFLY, null)).isFalse();
    assertThat(HostLogManager.isPending(8, "bot.jar", null)).isFalse();
    assertThat(HostLogManager.isPending(8, null, null)).isFalse();
  }
}
