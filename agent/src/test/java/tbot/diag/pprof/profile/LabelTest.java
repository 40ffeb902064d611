package tbot.diag.pprof.profile;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Function;

class LabelTest {

  @Test
  void theWholeChainDistinguishesSamples() {
    Label small = Label.text("class", "byte[]", Label.number("bytes", 16, "bytes", null));

    assertThat(small)
        .isEqualTo(Label.text("class", "byte[]", Label.number("bytes", 16, "bytes", null)))
        .hasSameHashCodeAs(Label.text("class", "byte[]", Label.number("bytes", 16, "bytes", null)))
        .isNotEqualTo(Label.text("class", "byte[]", Label.number("bytes", 32, "bytes", null)))
        .isNotEqualTo(Label.text("class", "byte[]"))
        .isNotEqualTo(Label.text("thread", "byte[]", small.next()));
    assertThat(Label.text("bytes", "16")).isNotEqualTo(Label.number("bytes", 16, "bytes", null));
  }

  @Test
  void findsATextAnywhereInTheChain() {
    Label labels =
        Label.number("bytes", 16, "bytes", Label.text("thread", "worker", Label.text("a", "b")));

    assertThat(Label.textOf(labels, "thread")).isEqualTo("worker");
    assertThat(Label.textOf(labels, "bytes")).isNull();
    assertThat(Label.textOf(null, "thread")).isNull();
  }

  @Test
  void showsAClassBesideAStackThatDoesNotConsistOfIt() {
    CallStack type = new CallStack(Stacks.of(Function.Origin.NATIVE, "byte[]"));
    Label label = Label.text(Label.CLASS, "byte[]");

    assertThat(Label.classBeside(label, Stacks.java("make"))).isEqualTo("byte[]");
    assertThat(Label.classBeside(label, type)).isNull();
    assertThat(Label.classBeside(Label.text(Label.THREAD, "byte[]"), type)).isNull();
  }
}
