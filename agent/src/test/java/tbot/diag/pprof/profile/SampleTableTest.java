package tbot.diag.pprof.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

class SampleTableTest {

  private static final int DEPTH = 150;
  private static final Frame[] METHODS = {
    Stacks.java("m1", 1, false),
    Stacks.java("m2", 2, false),
    Stacks.java("m3", 3, false),
    Stacks.java("m4", 4, false)
  };

  @Test
  void addsUpByStackAndLabel() {
    SampleTable table = new SampleTable(2);
    table.add(stack("a"), Label.text("thread", "x"), 1, 10);
    table.add(stack("a"), Label.text("thread", "x"), 1, 10);
    table.add(stack("a"), Label.text("thread", "y"), 1, 10);
    table.add(stack("b"), null, 1, 5);

    assertThat(contents(table))
        .containsExactly(
            Map.entry("a thread=x", "2 20"),
            Map.entry("a thread=y", "1 10"),
            Map.entry("b", "1 5"));
    assertThat(table.hasOverflowed()).isFalse();
  }

  @Test
  void countsStacksBeyondTheBoundUnderOneName() {
    SampleTable table = new SampleTable(1, 2, SampleTable.CUT_ROOM);
    for (String name : new String[] {"a", "b", "c", "d", "a"}) {
      table.add(stack(name), null, 1);
    }

    assertThat(contents(table))
        .containsExactly(
            Map.entry("a", "2"), Map.entry("b", "1"), Map.entry("(other stacks)", "2"));
    assertThat(table.hasOverflowed()).isTrue();
  }

  @Test
  void cutsDeepStacksWhenRoomIsShort() {
    SampleTable table = new SampleTable(1, 16_384, SampleTable.CUT_ROOM);
    CallStack first = deep(new Random(1));
    Random random = new Random(1);
    for (int i = 0; i < 100_000; i++) {
      table.add(deep(random), null, 1);
    }
    table.add(first, null, 1);

    Map<Integer, Long> totalsByDepth = new TreeMap<>();
    table.forEach(
        (stack, label, values) -> {
          int depth = stack.depth();
          boolean cut = root(stack).equals("(truncated)");
          assertThat(cut).isEqualTo(depth < DEPTH);
          assertThat(stack.frame(0).function().name()).startsWith("a.B.m");
          totalsByDepth.merge(depth, values[0], Long::sum);
          if (stack.equals(first)) {
            assertThat(values[0]).as("of a stack that was kept whole").isEqualTo(2);
          }
        });

    assertThat(totalsByDepth.keySet()).containsExactly(5, 17, 65, DEPTH);
    assertThat(totalsByDepth.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(100_001);
    assertThat(table.size()).isLessThan(16_384);
    assertThat(table.hasCutStacks()).isTrue();
    assertThat(table.hasOverflowed()).isFalse();
  }

  @Test
  void addsToTheLongestExistingCutStack() {
    SampleTable table = new SampleTable(1, 8, SampleTable.CUT_ROOM);
    CallStack stack = deep(new Random(1));
    for (int i = 0; i < 4; i++) {
      table.add(stack("filler" + i), null, 1);
    }
    table.add(stack, null, 1);
    for (int i = 4; i < 10; i++) {
      table.add(stack("filler" + i), null, 1);
    }
    table.add(stack, null, 1);

    table.forEach(
        (row, label, values) -> {
          if (root(row).equals("(truncated)")) {
            assertThat(row.depth()).isEqualTo(65);
            assertThat(values).containsExactly(2);
          }
        });
    assertThat(table.hasCutStacks()).isTrue();
    assertThat(table.hasOverflowed()).isTrue();
  }

  @Test
  void differenceIsExactAfterStacksWereCut() {
    SampleTable table = new SampleTable(1, 16_384, SampleTable.CUT_ROOM);
    SampleTable half = new SampleTable(1, 16_384, SampleTable.CUT_ROOM);
    Random random = new Random(1);
    Random same = new Random(1);
    for (int i = 0; i < 40_000; i++) {
      table.add(deep(random), null, 1);
      if (i < 20_000) {
        half.add(deep(same), null, 1);
      }
    }

    long[] sum = new long[1];
    table
        .minus(half)
        .forEach(
            (stack, label, values) -> {
              assertThat(values[0]).isPositive();
              sum[0] += values[0];
            });
    assertThat(sum[0]).isEqualTo(20_000);
  }

  /** A stack of a recursion through four methods in random order. */
  private static CallStack deep(Random random) {
    Frame[] frames = new Frame[DEPTH];
    for (int i = 0; i < DEPTH; i++) {
      frames[i] = METHODS[random.nextInt(METHODS.length)];
    }
    return new CallStack(frames);
  }

  private static String root(CallStack stack) {
    return stack.frame(stack.depth() - 1).function().name();
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
                  + (label == null ? "" : " " + label.key() + "=" + label.text()),
              row.toString());
        });
    return rows;
  }
}
