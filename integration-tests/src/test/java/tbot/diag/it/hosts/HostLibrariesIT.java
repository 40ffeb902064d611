package tbot.diag.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** A host that uses the agent's libraries in other versions. */
@Timeout(600)
class HostLibrariesIT {

  private static final String HOST = "tbot.diag.hosts.OwnLibrariesHost";

  @Test
  void hostAndAgentUseTheirOwnVersions() throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .options("-verbose:class")
            .classPath(Artifacts.others("libraries"))
            .agent("diag_addr=127.0.0.1:0,debug,ssh_handler=" + HOST + "#handle")
            .run(HOST)) {
      int diag = host.awaitDiagPort();
      String told = host.awaitStdout("metrics port ");
      int own = Integer.parseInt(told.substring("metrics port ".length()));

      assertThat(host.ask("handle")).isEqualTo("handled call, advised 1");
      assertThat(host.ask("handle")).isEqualTo("handled call, advised 2");

      assertThat(Http.get(own, "/metrics").body())
          .contains("own_handled_total 2.0")
          .doesNotContain("tbot_", "jvm_");
      assertThat(Http.get(diag, "/metrics").body()).doesNotContain("own_handled_total");
      assertThat(Metrics.scrape(diag).ssh()).isEqualTo(SshFigures.ok(2));

      PprofProfile ours =
          PprofProfile.decode(Http.getBytes(diag, "/debug/pprof/wall?seconds=1").body());
      PprofRules.assertHold(ours);
      assertThat(ours.sum(0, ours.ofThread("main"))).isPositive();
      assertThat(host.ask("profile")).isEqualTo("3.0 saw this");

      assertThat(host.ask("sources"))
          .isEqualTo(
              "byte-buddy-1.17.8.jar prometheus-metrics-core-1.3.10.jar async-profiler-3.0.jar");
      for (String type :
          List.of(
              "net.bytebuddy.ByteBuddy",
              "io.prometheus.metrics.model.registry.PrometheusRegistry",
              "one.profiler.AsyncProfiler")) {
        assertThat(loaded(host, type)).as(type).hasSize(2);
      }
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
  }

  @Test
  void aSystemClassLoaderOfTheHostKeepsThemApartToo() throws Exception {
    try (ChildJvm host =
        ChildJvm.java()
            .options("-verbose:class")
            .options("-Djava.system.class.loader=tbot.diag.hosts.OwnSystemLoader")
            .classPath(Artifacts.others("libraries"))
            .agent("diag_addr=127.0.0.1:0,ssh_handler=" + HOST + "#handle")
            .run(HOST)) {
      int diag = host.awaitDiagPort();
      host.awaitStdout("metrics port ");

      assertThat(host.ask("handle")).startsWith("handled call");
      assertThat(Metrics.scrape(diag).ssh()).isEqualTo(SshFigures.ok(1));
      assertThat(loaded(host, "net.bytebuddy.ByteBuddy")).hasSize(2);
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
  }

  private static List<String> loaded(ChildJvm host, String type) {
    Stream<String> lines = host.stdout().stream();
    return lines.filter(line -> line.contains(type + " ")).toList();
  }
}
