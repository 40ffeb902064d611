package tbot.diag.pprof.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualThreadsTest {

  @Test
  void parsesTheDumpOfJava21() throws IOException {
    assertThat(
            read(
                """
                14731
                2026-11-22T17:12:06.635554069Z
                21.0.13

                #1 "main"
                      Virt.main(Virt.java:8)

                #20 "v-1" virtual
                      java.base/java.lang.VirtualThread.park(VirtualThread.java:596)
                      Virt.deep(Virt.java:2)

                #23 "" virtual

                #19 "ForkJoinPool-1-worker-1"
                      java.base/jdk.internal.vm.Continuation.run(Continuation.java:248)
                """))
        .containsExactly(
            List.of(
                "#20 \"v-1\" virtual",
                "      java.base/java.lang.VirtualThread.park(VirtualThread.java:596)",
                "      Virt.deep(Virt.java:2)"),
            List.of("#23 \"\" virtual"));
  }

  @Test
  void parsesTheDumpOfJava25() throws IOException {
    assertThat(
            read(
                """
                #3 "main" RUNNABLE 2026-11-22T17:12:07.263365505Z
                    at Virt.main(Virt.java:8)

                #27 "" virtual WAITING 2026-11-22T17:12:07.266590022Z
                    at java.base/java.lang.Object.wait0(Native Method)
                    - waiting on <java.lang.Class@6587524c>
                """))
        .containsExactly(
            List.of(
                "#27 \"\" virtual WAITING 2026-11-22T17:12:07.266590022Z",
                "    at java.base/java.lang.Object.wait0(Native Method)",
                "    - waiting on <java.lang.Class@6587524c>"));
  }

  @Test
  void toleratesAnyThreadName() throws IOException {
    assertThat(
            read(
                """
                #30 "a " virtual \" b
                c" virtual
                    at Virt.main(Virt.java:8)
                #31 "says " virtual"
                    at Virt.main(Virt.java:8)
                """))
        .hasSize(1);
  }

  @Test
  void aNameOfSeveralLinesBecomesOne() throws IOException {
    assertThat(
            read(
                """
                #30 "a
                    b
                c\u001b[2J" virtual
                    at Virt.main(Virt.java:8)
                """))
        .containsExactly(
            List.of("#30 \"a     b c\\u001b[2J\" virtual", "    at Virt.main(Virt.java:8)"));
  }

  private static List<List<String>> read(String dump) throws IOException {
    List<List<String>> threads = new ArrayList<>();
    VirtualThreads.read(
        new BufferedReader(new StringReader(dump)), lines -> threads.add(List.copyOf(lines)));
    return threads;
  }
}
