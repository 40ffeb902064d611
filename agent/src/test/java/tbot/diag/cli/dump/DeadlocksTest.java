package tbot.diag.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlocksTest {

  private static String thread(int id, int waitsFor) {
    return "\"thread \"%d\"\" #%d\n   java.lang.Thread.State: BLOCKED\n\tat a.B.c(B.java:1)\n"
            .formatted(id, id)
        + (waitsFor == 0
            ? "\n"
            : "\t- waiting to lock <0x0000a%d> (a a.B) owned by \"thread \"%d\"\" #%d\n\n"
                .formatted(waitsFor, waitsFor, waitsFor));
  }

  private static List<DumpedThread> parse(String dump) {
    try {
      return DumpedThread.read(new BufferedReader(new StringReader(dump)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<List<Long>> find(String... threads) {
    return Deadlocks.find(parse(String.join("", threads))).stream()
        .map(cycle -> cycle.stream().map(DumpedThread::id).toList())
        .toList();
  }

  @Test
  void aCycleIsADeadlock() {
    assertThat(find(thread(1, 2), thread(2, 3), thread(3, 1))).containsExactly(List.of(1L, 2L, 3L));
  }

  @Test
  void whoWaitsForADeadlockIsNotPartOfIt() {
    assertThat(find(thread(4, 1), thread(1, 2), thread(2, 1), thread(5, 4)))
        .containsExactly(List.of(1L, 2L));
  }

  @Test
  void aChainIsNone() {
    assertThat(find(thread(1, 2), thread(2, 3), thread(3, 0), thread(4, 9))).isEmpty();
  }

  @Test
  void framesAreShownWithoutLoaderAndModule() {
    String stack =
        """
        "a" #1
        \tat app//a.B$$Lambda$1/0x0a.run(B.java:1)
        \tat java.base@17.0.1/a.B.c(B.java)
        \tat app//m@1/a.B.d(B.java)
        \tat a.B.e(B.java)
        """;
    assertThat(parse(stack).get(0).stack())
        .containsExactly(
            "at a.B$$Lambda$1/0x0a.run(B.java:1)",
            "at a.B.c(B.java)",
            "at a.B.d(B.java)",
            "at a.B.e(B.java)");
  }

  @Test
  void threadsThatDoTheSameAreAlike() {
    List<DumpedThread> threads =
        parse(thread(1, 2) + thread(3, 4) + "#7 \"v\" virtual\n      a.B.c(B.java)\n");
    assertThat(threads.get(0).likeness()).isEqualTo(threads.get(1).likeness());
    assertThat(threads.get(2).state()).isEqualTo("virtual");
    assertThat(threads.get(2).stack()).containsExactly("a.B.c(B.java)");
  }
}
