package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** Hosts on JVMs with other garbage collectors, compilers and heap sizes. */
@OnEachJvm
@Timeout(600)
class JvmOptionsIT {

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @CsvSource({
    "-XX:+UseSerialGC, 8",
    "-XX:+UseParallelGC, 8",
    "-XX:+UseG1GC, 8",
    "-XX:+UseZGC, 15",
    "-Xshare:off, 8",
    "-Xint, 8",
    "-Xmx64m, 8",
  })
  void everyEndpointWorks(String option, int since) throws Exception {
    assumeTrue(ChildJvm.feature() >= since, option + " needs Java " + since);
    try (ChildJvm host =
        ChildJvm.java()
            .options(option)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.AllocationHost")) {
      int port = host.awaitDiagPort();
      host.awaitStdout("ready");

      CompletableFuture<HttpResponse<byte[]>> cpu =
          CompletableFuture.supplyAsync(
              () -> Http.getBytes(port, "/debug/pprof/profile?seconds=2"));
      HttpResponse<byte[]> allocs = Http.getBytes(port, "/debug/pprof/allocs?seconds=2");

      assertThat(Http.get(port, "/livez").body()).isEqualTo("OK");
      assertThat(Http.get(port, "/metrics").body())
          .contains("jvm_gc_collection_seconds_count{gc=")
          .contains("jvm_memory_used_bytes{area=\"heap\"}");
      PprofProfile profile = PprofProfile.decode(cpu.join().body());
      PprofRules.assertHold(profile);
      assertThat(profile.proto().getSampleCount()).isPositive();
      if (ChildJvm.feature() > 8 || allocs.statusCode() != 501) {
        PprofProfile allocations = PprofProfile.decode(allocs.body());
        PprofRules.assertHold(allocations);
        assertThat(
                allocations.sum(
                    1,
                    sample ->
                        allocations.stack(sample).contains("tbot.diag.hosts.AllocationHost.large")))
            .isPositive();
      }
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
      assertThat(host.stdout()).containsExactly("ready");
    }
  }
}
