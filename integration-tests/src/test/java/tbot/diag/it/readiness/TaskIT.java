package tbot.diag.it.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.Http;
import tbot.diag.it.driver.Metrics;
import tbot.diag.it.driver.SshFigures;
import tbot.diag.it.jvm.Attach;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.testhost.CheckedHost;

/** Tasks: methods of which each call is an iteration. */
@OnEachJvm
@Timeout(600)
class TaskIT {

  private static final String HOST = "tbot.diag.hosts.TaskHost";
  private static final String BOT = "tbot.diag.hosts.TaskBot";
  private static final String STRANGE = "a/b \"<😀>\" \\ ü";
  private static final String STRANGE_PATH = "/a%2Fb%20%22%3C%F0%9F%98%80%3E%22%20%5C%20%C3%BC";

  @TempDir Path folder;

  private CheckedHost start(String... services) throws IOException {
    return CheckedHost.start(folder, HOST, "services:\n" + String.join("", services));
  }

  private static String task(String name, String method) {
    return "  - {name: '" + name + "', method: '" + BOT + "#" + method + "'}\n";
  }

  private static double iterations(CheckedHost host, String metric, String name) {
    return Metrics.scrape(host.port())
        .value(
            "tbot_task_iterations_" + metric + "{name=\"" + name + "\",service=\"" + name + "\"}");
  }

  private static void assertState(CheckedHost host, String name, int status, String... texts) {
    var answer = Http.get(host.port(), "/readyz/" + name);
    assertThat(answer.body()).contains(texts);
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  @Test
  void followsEachIteration() throws Exception {
    try (CheckedHost host = start(task("id", "renew"), task("late", "later"))) {
      assertState(host, "id", 503, "initializing");
      host.jvm().ask("succeed");
      assertState(host, "id", 200, "healthy");
      assertThat(host.jvm().ask("no \"route\"")).isEqualTo("threw");
      assertState(host, "id", 503, "\"reason\": \"no \\\"route\\\"\"");
      host.jvm().ask("silent");
      assertState(host, "id", 503, "\"reason\": \"java.lang.IllegalStateException\"");
      host.jvm().ask("cancel");
      assertState(host, "id", 200, "healthy");
      assertThat(iterations(host, "total", "id")).isEqualTo(4);
      assertThat(iterations(host, "failed", "id")).isEqualTo(2);
      assertThat(iterations(host, "successful_count", "id")).isEqualTo(2);
      assertThat(iterations(host, "successful_sum", "id")).isEqualTo(2);

      assertThat(host.jvm().ask("begin")).isEqualTo("same true");
      assertState(host, "late", 503, "initializing");
      assertThat(iterations(host, "total", "late")).isEqualTo(1);
      host.jvm().ask("complete");
      assertState(host, "late", 200, "healthy");
      host.jvm().ask("begin");
      host.jvm().ask("break");
      assertState(host, "late", 503, "\"reason\": \"broken\"");
    }
  }

  @Test
  void nestedCallsCountForEachTaskAndTheHandler() throws Exception {
    try (CheckedHost host =
        CheckedHost.start(
            folder,
            HOST,
            "ssh_handler: "
                + BOT
                + "#handle\nservices:\n"
                + task("inner", "renew")
                + task("twice", "renewTwice")
                + task("outer", "outer")
                + task("handler", "handle"))) {
      host.jvm().ask("twice");
      assertThat(iterations(host, "total", "twice")).isEqualTo(1);
      assertThat(iterations(host, "total", "inner")).isEqualTo(2);
      SshFigures before = Metrics.scrape(host.port()).ssh();
      host.jvm().ask("outer");
      assertThat(iterations(host, "total", "outer")).isEqualTo(1);
      assertThat(iterations(host, "total", "handler")).isEqualTo(1);
      assertThat(iterations(host, "total", "inner")).isEqualTo(3);
      assertThat(Metrics.scrape(host.port()).ssh().since(before)).isEqualTo(SshFigures.ok(1));
    }
  }

  @Test
  void concurrentIterationsAreCountedExactly() throws Exception {
    try (CheckedHost host = start(task("id", "renew"))) {
      host.jvm().ask("many");
      assertThat(iterations(host, "total", "id")).isEqualTo(4_000);
      assertThat(iterations(host, "failed", "id")).isEqualTo(2_000);
      assertThat(iterations(host, "successful_count", "id")).isEqualTo(2_000);
      assertThat(
              Metrics.scrape(host.port())
                  .value("tbot_task_iteration_duration_seconds_count{name=\"id\",service=\"id\"}"))
          .isEqualTo(4_000);
    }
  }

  @Test
  void namesOfAnyCharacters() throws Exception {
    try (CheckedHost host = start(task(STRANGE, "renew"))) {
      host.jvm().ask("fail");
      assertState(host, STRANGE_PATH.substring(1), 503, "\"reason\": \"fail\"");
      host.jvm().ask("succeed");
      assertState(host, STRANGE_PATH.substring(1), 200, "healthy");
      String name = STRANGE.replace("\\", "\\\\").replace("\"", "\\\"");
      assertThat(iterations(host, "failed", name)).isEqualTo(1);
      ClientProgram.orSkip("promtool", "prometheus");
      Path page =
          Files.writeString(folder.resolve("page"), Http.get(host.port(), "/metrics").body());
      assertThat(Command.of(List.of("promtool", "check", "metrics")).input(page).run(folder))
          .isEqualTo(new Command.Result(0, ""));
    }
  }

  @Test
  void failuresHaveTheirNameInEachForm() throws Exception {
    try (CheckedHost host = start(task("id", "renew"))) {
      host.jvm().ask("fail");
      assertThat(Http.get(host.port(), "/metrics?debug=text").body())
          .contains("# TYPE tbot_task_iterations_failed untyped\n");
      assertThat(Http.get(host.port(), "/metrics?debug=openmetrics").body())
          .contains("# TYPE tbot_task_iterations_failed unknown\n")
          .contains("\ntbot_task_iterations_failed{name=\"id\",service=\"id\"} 1.0\n");
      assertThat(Http.get(host.port(), "/metrics?debug=prometheus-protobuf").body())
          .containsPattern("name: \"tbot_task_iterations_failed\"\\s+help: .*\\s+type: UNTYPED");
    }
  }

  @Test
  void aTaskWithoutSuccessGetsTooOld() throws Exception {
    try (CheckedHost host =
        start("  - {name: id, type: t, method: '" + BOT + "#renew', max_age: 1s}\n")) {
      host.await("/readyz/id", 503, "no successful iteration for 1s");
      host.jvm().ask("succeed");
      host.await("/readyz/id", 503, "no successful iteration for 1s");
      host.jvm().ask("succeed");
      host.await("/readyz/id", 200, "healthy");
      assertThat(
              Metrics.scrape(host.port())
                  .value("tbot_task_iterations_total{name=\"id\",service=\"t\"}"))
          .isEqualTo(2);
    }
  }

  @Test
  void aMissingMethodIsAReasonOfItsTask() throws Exception {
    try (CheckedHost host = start(task("id", "renew"), task("no", "renwe"))) {
      assertState(host, "no", 503, "initializing");
      host.jvm().ask("succeed");
      assertState(
          host, "no", 503, "unhealthy", BOT + "#renwe matches no method", "renew(java.lang");
      assertState(host, "id", 200, "healthy");
      host.jvm().awaitStderr("tbot-diag: warning: " + BOT + "#renwe matches no method");
    }
  }

  @Test
  void comesAndGoesWithTheOptions() throws Exception {
    try (CheckedHost host = CheckedHost.start(folder, HOST, "debug: false\n")) {
      host.jvm().ask("succeed");
      assertThat(Http.get(host.port(), "/metrics").body()).doesNotContain("tbot_task");
      String address = "diag_addr=127.0.0.1:" + host.port();
      Attach.agent(host.jvm(), address + ",task=id:" + BOT + "#renew");
      assertState(host, "id", 503, "initializing");
      host.jvm().ask("succeed");
      assertState(host, "id", 200, "healthy");
      Attach.agent(host.jvm(), address + ",task=b:" + BOT + "#renew;id:" + BOT + "#renew");
      host.jvm().ask("succeed");
      assertThat(iterations(host, "total", "id")).isEqualTo(2);
      assertThat(iterations(host, "total", "b")).isEqualTo(1);
      Attach.agent(host.jvm(), address);
      assertThat(Http.get(host.port(), "/readyz/id").statusCode()).isEqualTo(404);
      assertThat(Http.get(host.port(), "/metrics").body()).doesNotContain("tbot_task");
      Attach.agent(host.jvm(), "stop");
      assertThat(host.jvm().ask("succeed")).isEqualTo("returned");
    }
  }

  @Test
  void aThousandTasks() throws Exception {
    String[] methods = {"renew", "renewTwice", "handle", "outer", "later"};
    StringBuilder services = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      services.append(task("s" + i, methods[i % methods.length]));
    }
    try (CheckedHost host = start(services.toString())) {
      host.jvm().ask("twice");
      host.jvm().ask("outer");
      host.jvm().ask("begin");
      host.jvm().ask("complete");
      assertThat(Http.get(host.port(), "/wait").body().lines())
          .filteredOn(line -> line.contains("\"status\": \"healthy\""))
          .hasSizeGreaterThanOrEqualTo(1_000);
      assertThat(iterations(host, "total", "s0")).isEqualTo(3);
      assertThat(iterations(host, "total", "s996")).isEqualTo(1);
    }
  }
}
