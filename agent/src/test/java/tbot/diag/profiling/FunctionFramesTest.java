package tbot.diag.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FunctionFramesTest {

  private final Function function = new Function(Function.Origin.JAVA, "a.B.c", "a/B.java");
  private final FunctionFrames frames = new FunctionFrames(function);

  @Test
  void findsEachOfManyLinesAgain() {
    Frame[] added = new Frame[1_000];
    for (int line = 0; line < added.length; line++) {
      assertThat(frames.get(line * 7, false)).isNull();
      added[line] = frames.add(line * 7, false);
    }

    for (int line = 0; line < added.length; line++) {
      assertThat(added[line]).isEqualTo(new Frame(function, line * 7, false));
      assertThat(frames.get(line * 7, false)).isSameAs(added[line]);
    }
    assertThat(frames.get(1, false)).isNull();
  }

  @Test
  void tellsInlinedFramesFromOthersOfTheSameLine() {
    Frame outlined = frames.add(3, false);

    assertThat(frames.get(3, true)).isNull();
    Frame inlined = frames.add(3, true);

    assertThat(frames.get(3, false)).isSameAs(outlined);
    assertThat(frames.get(3, true)).isSameAs(inlined);
  }

  @Test
  void takesLinesThatCannotBe() {
    Frame frame = frames.add(-1, false);

    assertThat(frames.get(-1, false)).isSameAs(frame);
  }

  @Test
  void isEqualToThoseOfAnEqualFunction() {
    FunctionFrames same =
        new FunctionFrames(new Function(Function.Origin.JAVA, "a.B.c", "a/B.java"));
    FunctionFrames other =
        new FunctionFrames(new Function(Function.Origin.JAVA, "a.B.d", "a/B.java"));

    assertThat(frames).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
  }
}
