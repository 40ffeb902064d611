package tbot.diag.profiling.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTableTest {

  private final FrameTable table = new FrameTable();

  @Test
  void equalContentBecomesOneObject() {
    assertThat(function("a.B.c")).isSameAs(function("a.B.c"));
    assertThat(frame(7, false)).isSameAs(frame(7, false));
    assertThat(table.stack(new CallStack(frame(7, false), frame(8, true))))
        .isSameAs(table.stack(new CallStack(frame(7, false), frame(8, true))));
  }

  @Test
  void inlinedFrameIsNotEqualToOthers() {
    assertThat(frame(7, true)).isNotEqualTo(frame(7, false)).isSameAs(frame(7, true));
    assertThat(frame(7, false)).isSameAs(frame(7, false));
    assertThat(table.stack(new CallStack(frame(7, true))))
        .isNotEqualTo(table.stack(new CallStack(frame(7, false))))
        .isSameAs(table.stack(new CallStack(frame(7, true))));
  }

  @Test
  void isEmptiedAtItsLimit() {
    Frame first = frame(0, false);
    for (int line = 1; line < 50_000; line++) {
      frame(line, false);
    }
    assertThat(frame(0, false)).isNotSameAs(first).isEqualTo(first);
  }

  private Function function(String name) {
    return table.function(Function.Origin.JAVA, name, "a/B.java");
  }

  private Frame frame(int line, boolean inlined) {
    return table.frame(function("a.B.c"), line, inlined);
  }
}
