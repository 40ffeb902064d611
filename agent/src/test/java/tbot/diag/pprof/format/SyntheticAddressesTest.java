package tbot.diag.pprof.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.stack.CallStack;
import tbot.diag.profiling.stack.Frame;
import tbot.diag.profiling.stack.Function;

class SyntheticAddressesTest {

  private final SyntheticAddresses synthetic = new SyntheticAddresses();

  @Test
  void equalContentHasTheSameAddressInEveryProcess() {
    assertThat(synthetic.addressOf(stack(frame("a.B.c", 7)), 0, 1))
        .isEqualTo(new SyntheticAddresses().addressOf(stack(frame("a.B.c", 7)), 0, 1))
        // A constant: another hash would make stored profiles incomparable with new ones.
        .isEqualTo(0x17d962c03e19a7d9L);
  }

  @Test
  void functionLineAndInliningDistinguishAddresses() {
    Frame a = frame("a.B.c", 7);
    Frame b = frame("a.B.d", 7);
    Set<Long> addresses = new HashSet<>();
    addresses.add(synthetic.addressOf(stack(a), 0, 1));
    addresses.add(synthetic.addressOf(stack(b), 0, 1));
    addresses.add(synthetic.addressOf(stack(frame("a.B.c", 8)), 0, 1));
    addresses.add(synthetic.addressOf(stack(a, b), 0, 2));
    addresses.add(synthetic.addressOf(stack(b, a), 0, 2));

    assertThat(addresses).hasSize(5).allMatch(address -> inRange(CodeRange.JAVA, address));
  }

  @Test
  void aMillionLocationsDoNotCollide() {
    Set<Long> addresses = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      Function function = new Function(Function.Origin.JAVA, "a.B.m" + i, "a/B.java");
      for (int line = 1; line <= 1000; line++) {
        addresses.add(synthetic.addressOf(stack(new Frame(function, line, false)), 0, 1));
      }
    }
    assertThat(addresses).hasSize(1_000_000);
  }

  @Test
  void eachOriginHasItsOwnRange() {
    for (CodeRange range : CodeRange.values()) {
      Function.Origin origin = Function.Origin.valueOf(range.name());
      Frame frame = new Frame(new Function(origin, "f", ""), 0, false);
      assertThat(inRange(range, synthetic.addressOf(stack(frame), 0, 1))).isTrue();
    }
  }

  @Test
  void knowsTheInnermostFunctionAtAnAddress() {
    long address = synthetic.addressOf(stack(frame("a.B.inner", 7), frame("a.B.outer", 8)), 0, 2);

    assertThat(synthetic.nameAt(address)).isEqualTo("a.B.inner");
    assertThat(synthetic.nameAt(address + 1)).isNull();
  }

  @Test
  void forgetsTheOldestAddresses() {
    long first = synthetic.addressOf(stack(frame("a.B.first", 1)), 0, 1);
    assertThat(synthetic.nameAt(first)).isEqualTo("a.B.first");
    long second = synthetic.addressOf(stack(frame("a.B.second", 1)), 0, 1);
    for (int line = 1; line < SyntheticAddresses.MAX_NAMES; line++) {
      synthetic.addressOf(stack(frame("a.B.other", line)), 0, 1);
    }

    assertThat(synthetic.nameAt(second)).isEqualTo("a.B.second");
    assertThat(synthetic.nameAt(first)).isNull();
  }

  private static boolean inRange(CodeRange range, long address) {
    return address >= range.start() && address < range.limit();
  }

  private static Frame frame(String name, int line) {
    return new Frame(new Function(Function.Origin.JAVA, name, "a/B.java"), line, false);
  }

  private static CallStack stack(Frame... frames) {
    return new CallStack(frames);
  }
}
