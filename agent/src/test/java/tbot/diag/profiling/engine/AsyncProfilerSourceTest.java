package tbot.diag.profiling.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Paths;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import tbot.diag.profiling.sample.EventKind;
import tbot.diag.profiling.sample.SamplingIntervals;

class AsyncProfilerSourceTest {

  @Test
  void commandForCpuTimeOnTheClockOfNanoTime() {
    assertThat(
            AsyncProfilerSource.command(
                EnumSet.of(EventKind.CPU),
                "ctimer",
                new SamplingIntervals(10_000_000, 524_288),
                Paths.get("/tmp/x.jfr")))
        .startsWith("start,jfr,file=/tmp/x.jfr,")
        .contains(",clock=monotonic,", ",loglevel=none,", ",timeout=")
        .endsWith(",event=ctimer,interval=10000000");
  }

  @Test
  void commandForAllKindsButFrees() {
    assertThat(
            AsyncProfilerSource.command(
                EnumSet.complementOf(EnumSet.of(EventKind.NATIVE_FREE)),
                "cpu-clock",
                new SamplingIntervals(2_500_000, 524_288),
                Paths.get("/x")))
        .endsWith(
            ",event=cpu-clock,interval=2500000,wall=20000000,alloc=524288,live,lock=1000000"
                + ",nativemem=65536,nofree");
  }

  @Test
  void commandForFrees() {
    assertThat(
            AsyncProfilerSource.command(
                EnumSet.of(EventKind.NATIVEMEM, EventKind.NATIVE_FREE),
                null,
                new SamplingIntervals(10_000_000, 524_288),
                Paths.get("/x")))
        .endsWith(",nativemem=65536");
  }

  @Test
  void commandForLiveObjectsSamplesAllocations() {
    assertThat(
            AsyncProfilerSource.command(
                EnumSet.of(EventKind.LIVE),
                null,
                new SamplingIntervals(10_000_000, 1_048_576),
                Paths.get("/x")))
        .endsWith(",alloc=1048576,live");
  }
}
