package tbot.diag.pprof.flamegraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.page.PageResource;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

class FrameTypeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(not sampled)",
        "[no stack]",
        "break_interpreted",
        "unknown_Java",
        "not_walkable_not_Java"
      })
  void whatIsNoCodeIsAMarker(String name) {
    assertThat(FrameType.of(Frame.ofNative(name))).isEqualTo(FrameType.MARKER);
  }

  @Test
  void whatThePageExplainsIsAMarker() {
    String script = PageResource.text(FrameType.class, "notes.js");
    int start = script.indexOf("const MARKERS = {");
    String markers = script.substring(start, script.indexOf("};", start));

    List<String> names =
        Pattern.compile("(?m)^  '?([^':\\n]+)'?:")
            .matcher(markers)
            .results()
            .map(name -> name.group(1))
            .toList();
    assertThat(names)
        .contains("(not sampled)", "break_interpreted")
        .allSatisfy(
            name ->
                assertThat(FrameType.of(Frame.ofNative(name)))
                    .as(name)
                    .isEqualTo(FrameType.MARKER));
  }

  @ParameterizedTest
  @ValueSource(strings = {"read", "breakpoint", "break_2", "unknown_function", "vtable stub"})
  void otherNativeFramesAreCode(String name) {
    assertThat(FrameType.of(Frame.ofNative(name))).isEqualTo(FrameType.NATIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GCTaskThread::run", "(anonymous namespace)::run"})
  void namesWithScopesAreCpp(String name) {
    assertThat(FrameType.of(Frame.ofNative(name))).isEqualTo(FrameType.CPP);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void javaFramesAreInlinedOrNot(boolean inlined) {
    Function function = new Function(Function.Origin.JAVA, "a.B.break_off", "a/B.java");

    assertThat(FrameType.of(new Frame(function, 1, inlined)))
        .isEqualTo(inlined ? FrameType.INLINED : FrameType.JAVA);
  }
}
