package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

class LocationTableTest {

  private final LocationTable locations = new LocationTable();

  @Test
  void equalRunsOfFramesAreOneLocation() {
    int first = locations.idOf(new CallStack(frame("a", 1), frame("b", 2)), 0, 2);
    int again = locations.idOf(new CallStack(frame("c", 3), frame("a", 1), frame("b", 2)), 1, 3);

    assertThat(first).isEqualTo(1);
    assertThat(again).isEqualTo(1);
    assertThat(locations.size()).isEqualTo(1);
  }

  @Test
  void functionLineAndLengthDistinguishLocations() {
    CallStack stack = new CallStack(frame("a", 1), frame("b", 2), frame("a", 2));

    assertThat(locations.idOf(stack, 0, 1)).isEqualTo(1);
    assertThat(locations.idOf(stack, 0, 2)).isEqualTo(2);
    assertThat(locations.idOf(stack, 1, 2)).isEqualTo(3);
    assertThat(locations.idOf(stack, 2, 3)).isEqualTo(4);
  }

  @Test
  void inliningOfALoneFrameMakesNoDifference() {
    Function function = new Function(Function.Origin.JAVA, "a", "");

    assertThat(locations.idOf(new CallStack(new Frame(function, 1, true)), 0, 1))
        .isEqualTo(locations.idOf(new CallStack(new Frame(function, 1, false)), 0, 1));
  }

  @Test
  void idsStayTheSameAsTheTableGrows() {
    int count = 10_000;
    for (int round = 0; round < 2; round++) {
      for (int line = 1; line <= count; line++) {
        assertThat(locations.idOf(new CallStack(frame("a", line)), 0, 1)).isEqualTo(line);
      }
    }
    assertThat(locations.size()).isEqualTo(count);
  }

  private static Frame frame(String name, int line) {
    return new Frame(new Function(Function.Origin.JAVA, name, ""), line, false);
  }
}
