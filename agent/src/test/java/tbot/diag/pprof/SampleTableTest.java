package tbot.diag.pprof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.CallStack;
import tbot.diag.profiling.Frame;
import tbot.diag.profiling.Function;

class SampleTableTest {

  @Test
  void sumsByStackAndLabel() {
    SampleTable table = new SampleTable(2);
    table.add(stack("a"), new Label("thread", "x"), 1, 10);
    table.add(stack("a"), new Label("thread", "x"), 1, 10);
    table.add(stack("a"), new Label("thread", "y"), 1, 10);
    table.add(stack("b"), null, 1, 5);

    assertThat(contents(table))
        .containsExactly(
            Map.entry("a thread=x", "2 20"),
            Map.entry("a thread=y", "1 10"),
            Map.entry("b", "1 5"));
    assertThat(table.hasOverflowed()).isFalse();
  }

  @Test
  void sumsStacksBeyondItsBoundUnderOneName() {
    SampleTable table = new SampleTable(1, 2);
    for (String name : new String[] {"a", "b", "c", "d", "a"}) {
      table.add(stack(name), null, 1);
    }

    assertThat(contents(table))
        .containsExactly(
            Map.entry("a", "2"), Map.entry("b", "1"), Map.entry("(other stacks)", "2"));
    assertThat(table.hasOverflowed()).isTrue();
  }

  private static CallStack stack(String name) {
    return new CallStack(new Frame(new Function(Function.Origin.JAVA, name, "X.java"), 1, false));
  }

  private static Map<String, String> contents(SampleTable table) {
    Map<String, String> rows = new LinkedHashMap<>();
    table.forEach(
        (stack, label, values) -> {
          StringBuilder row = new StringBuilder();
          for (long value : values) {
            row.append(row.length() == 0 ? "" : " ").append(value);
          }
          rows.put(
              stack.frame(0).function().name()
                  + (label == null ? "" : " " + label.key() + "=" + label.value()),
              row.toString());
        });
    return rows;
  }
}
