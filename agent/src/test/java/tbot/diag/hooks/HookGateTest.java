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

  private final HookGate gate = new HookGate();
  private final List<String> woven = new ArrayList<>();

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
  void withoutHooksClassesPassAsTheyAre() throws Exception {
    assertThat(load("com/example/Mux")).isNull();
  }

  @Test
  void theGatePassesClassesToInstalledHooksOnly() throws Exception {
    gate.leadTo(hooks);
    assertThat(load("com/example/FromTheFile")).isEqualTo(WOVEN);
    gate.leadTo(null);
    assertThat(load("org/apache/sshd/Late")).isNull();
    assertThat(woven).containsExactly("com/example/FromTheFile");
  }

  private byte[] load(String internalName) throws IllegalClassFormatException {
    return gate.transform(
        HookGateTest.class.getClassLoader(), internalName, null, null, new byte[0]);
  }
}
