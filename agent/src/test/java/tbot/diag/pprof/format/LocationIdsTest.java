package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

class LocationIdsTest {

  private final LocationTable locations = new LocationTable();
  private final LocationIds ids = new LocationIds(locations);

  @Test
  void numbersFromTheInnermostLocationToTheOutermost() {
    CallStack stack = new CallStack(frame(3, true), frame(2, false), frame(1, false));

    assertThat(encoded(stack)).containsExactly(2, 1);
    assertThat(locations.end(2)).isEqualTo(2);
  }

  @Test
  void aSharedFrameWithAnInlinedCalleeIsAnotherLocation() {
    encoded(new CallStack(frame(2, false), frame(1, false)));

    assertThat(encoded(new CallStack(frame(3, true), frame(2, false), frame(1, false))))
        .containsExactly(3, 1);
    assertThat(encoded(new CallStack(frame(2, false), frame(1, false)))).containsExactly(2, 1);
  }

  @Test
  void reusedIdsEqualFreshOnes() {
    Random random = new Random(1);
    for (int i = 0; i < 2_000; i++) {
      CallStack stack = stack(random);
      assertThat(encoded(stack)).isEqualTo(afresh(stack));
    }
  }

  /** Of few different frames, so that many begin alike; some long enough for larger buffers. */
  private static CallStack stack(Random random) {
    Frame[] frames = new Frame[random.nextInt(random.nextInt(20) == 0 ? 700 : 12)];
    for (int i = 0; i < frames.length; i++) {
      boolean mostly = random.nextInt(8) > 0;
      frames[i] = frame(mostly ? frames.length - i : random.nextInt(1_000), random.nextInt(4) == 0);
    }
    return new CallStack(frames);
  }

  private List<Integer> afresh(CallStack stack) {
    List<Integer> expected = new ArrayList<>();
    for (int from = 0; from < stack.depth(); ) {
      int to = LocationIds.endOfLocation(stack, from);
      expected.add(locations.idOf(stack, from, to));
      from = to;
    }
    return expected;
  }

  private List<Integer> encoded(CallStack stack) {
    ids.encode(stack);
    byte[] bytes = Arrays.copyOfRange(ids.buffer(), ids.start(), ids.buffer().length);
    List<Integer> decoded = new ArrayList<>();
    for (int at = 0; at < bytes.length; ) {
      int id = 0;
      int shift = 0;
      byte group;
      do {
        group = bytes[at++];
        id |= (group & 0x7f) << shift;
        shift += 7;
      } while (group < 0);
      decoded.add(id);
    }
    return decoded;
  }

  private static Frame frame(int line, boolean inlined) {
    return new Frame(new Function(Function.Origin.JAVA, "a.B.c", "a/B.java"), line, inlined);
  }
}
