package tbot.diag.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.IllegalClassFormatException;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HookGateTest {

  private static final byte[] WOVEN = {1};

  private final List<String> woven = new ArrayList<>();
  private int asked;

  private final ClassFileTransformer hooks =
      new ClassFileTransformer() {
        @Override
        public byte[] transform(
            ClassLoader loader,
            String internalName,
            Class<?> redefined,
            ProtectionDomain domain,
            byte[] classFile) {
          woven.add(internalName);
          return WOVEN;
        }
      };

  @Test
  void aClassThatNothingNamesDoesNotSetTheHooksUp() throws Exception {
    HookGate gate = gate("diag_addr=:3001,ssh_handler=com.example.Mux#handle");

    assertThat(load(gate, "com/example/Other")).isNull();
    assertThat(load(gate, "org/apache/other/Session")).isNull();
    assertThat(load(gate, null)).isNull();
    assertThat(asked).isZero();
  }

  @Test
  void theFirstClassThatMayBeHookedSetsThemUpAndIsWoven() throws Exception {
    assertThat(load(gate(null), "org/apache/sshd/server/session/AbstractServerSession"))
        .isEqualTo(WOVEN);
    assertThat(load(gate("ssh_handler=com.example.Mux#handle"), "com/example/Mux"))
        .isEqualTo(WOVEN);
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void aClassOfTheJdkIsLetPastEvenIfTheArgumentsNameIt() throws Exception {
    HookGate gate = gate("lib_dir=/java.util.List");

    assertThat(gate.transform(null, "java/util/List", null, null, new byte[0])).isNull();
    assertThat(asked).isZero();
  }

  @Test
  void withBadArgumentsThereAreNoHooks() throws Exception {
    HookGate gate = new HookGate("ssh_handler=com.example.Mux", () -> null);

    assertThat(load(gate, "com/example/Mux")).isNull();
  }

  @Test
  void onceTheyAreThereTheHooksDecideAndOnceTheyAreGoneNobodyDoes() throws Exception {
    HookGate gate = gate(null);

    gate.leadTo(hooks);
    assertThat(load(gate, "com/example/FromTheFile")).isEqualTo(WOVEN);
    gate.leadTo(null);
    assertThat(load(gate, "org/apache/sshd/Late")).isNull();
    assertThat(woven).containsExactly("com/example/FromTheFile");
    assertThat(asked).isZero();
  }

  private HookGate gate(String arguments) {
    return new HookGate(
        arguments,
        () -> {
          asked++;
          return hooks;
        });
  }

  private static byte[] load(HookGate gate, String internalName)
      throws IllegalClassFormatException {
    return gate.transform(
        HookGateTest.class.getClassLoader(), internalName, null, null, new byte[0]);
  }
}
