package tbot.diag.pprof.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.profiling.stack.Frame;

class StackElementsTest {

  private final StackElements elements = new StackElements();

  @ParameterizedTest
  @CsvSource({
    "com.foo.Bar.run(Bar.java:12), com.foo.Bar.run, com/foo/Bar.java, 12",
    "Bar.<init>(Bar.java:12), Bar.<init>, Bar.java, 12",
    "java.base/java.lang.VirtualThread.run(VirtualThread.java:329),"
        + " java.lang.VirtualThread.run, java/lang/VirtualThread.java, 329",
    "java.base@21.0.1/java.lang.Object.wait0(Native Method),"
        + " java.lang.Object.wait0, java/lang/Object.java, 0",
    "app//com.foo.Bar$Inner.run(Bar.java), com.foo.Bar$Inner.run, com/foo/Bar.java, 0",
    "app/my.mod@1/com.foo.Bar.run(Unknown Source), com.foo.Bar.run, com/foo/Bar.java, 0",
    "com.foo.Bar$$Lambda/0x00007f1c01000a18.run(Unknown Source),"
        + " com.foo.Bar$$Lambda.run, com/foo/Bar.java, 0",
    "java.base/java.lang.invoke.LambdaForm$MH/0x00007f1c01000a18.invoke(LambdaForm$MH),"
        + " java.lang.invoke.LambdaForm$MH.invoke, java/lang/invoke/LambdaForm.java, 0",
  })
  void parsesALineOfAStackTrace(String line, String name, String file, int number) {
    Frame frame = elements.frame(line);

    assertThat(frame.function().name()).isEqualTo(name);
    assertThat(frame.function().file()).isEqualTo(file);
    assertThat(frame.line()).isEqualTo(number);
    assertThat(elements.frame(line)).isSameAs(frame);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "- waiting on <java.lang.Object@1>", "(x)", ".(x)", "a.b(c"})
  void ignoresOtherLines(String line) {
    assertThat(elements.frame(line)).isNull();
  }

  @Test
  void bothSourcesGiveEqualFrames() {
    StackTraceElement element = new StackTraceElement("com.foo.Bar", "run", "Bar.java", 7);

    assertThat(elements.stack(element).frame(0)).isEqualTo(elements.frame(element.toString()));
  }

  @Test
  void anEmptyTraceHasAMarkerStack() {
    assertThat(elements.stack(new StackTraceElement[0])).isSameAs(StackElements.NO_STACK);
  }
}
