package tbot.diag.pprof.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapHistogramTest {

  @SuppressWarnings("unused") // Assigned so that the objects are made.
  private static volatile Object garbage;

  @Test
  void countsTheObjectsInTheHeap() throws SnapshotUnavailableException {
    List<Counted> live = new ArrayList<>();
    for (int i = 0; i < 1234; i++) {
      live.add(new Counted());
      garbage = new Counted();
    }

    assertThat(HeapHistogram.read(false).get(Counted.class.getName())[0])
        .as("garbage included")
        .isBetween(1234L, 2468L);
    garbage = null;
    long[] collected = HeapHistogram.read(true).get(Counted.class.getName());

    assertThat(collected[0]).isEqualTo(1234);
    assertThat(collected[1]).isEqualTo(1234 * 24L);
    assertThat(live).hasSize(1234);
  }

  @Test
  void restoresTheContextLoader() throws SnapshotUnavailableException {
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    HeapHistogram.read(false);

    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void parsesTheTableOfJava8() {
    assertThat(
            rows(
"""

 num     #instances         #bytes  class name
----------------------------------------------
   1:          2189        2504656  [I
   2:          2700         123056  [[Ljava.lang.Object;
   3:             5             80  com.foo.Bar$$Lambda$14/1234567
   4:             2             32  com.foo.Bar$$Lambda$15/7654321
Total         65233        5977496
"""))
        .containsExactly(
            entry("int[]", List.of(2189L, 2504656L)),
            entry("java.lang.Object[][]", List.of(2700L, 123056L)),
            entry("com.foo.Bar$$Lambda", List.of(7L, 112L)));
  }

  @Test
  void parsesTheTableOfJava9AndNewer() {
    assertThat(
            rows(
"""
 num     #instances         #bytes  class name (module)
-------------------------------------------------------
   1:         35293        2373536  [B (java.base@25.0.5)
   2:             7            112  com.foo.Bar$Inner
   3:             1             16  com.foo.Bar$$Lambda/0x00007f1c01000a18
   4:             1             16  L (app)
Total        162635        9553984
"""))
        .containsExactly(
            entry("byte[]", List.of(35293L, 2373536L)),
            entry("com.foo.Bar$Inner", List.of(7L, 112L)),
            entry("com.foo.Bar$$Lambda", List.of(1L, 16L)),
            entry("L", List.of(1L, 16L)));
  }

  @Test
  void ignoresOtherText() {
    assertThat(HeapHistogram.parse("java.lang.IllegalArgumentException: no\n 1: x y z")).isEmpty();
    assertThat(HeapHistogram.parse("")).isEmpty();
  }

  private static Map<String, List<Long>> rows(String table) {
    Map<String, List<Long>> rows = new java.util.LinkedHashMap<>();
    HeapHistogram.parse(table).forEach((name, v) -> rows.put(name, List.of(v[0], v[1])));
    return rows;
  }

  private static final class Counted {
    @SuppressWarnings("unused")
    private long first;

    @SuppressWarnings("unused")
    private int second;
  }
}
