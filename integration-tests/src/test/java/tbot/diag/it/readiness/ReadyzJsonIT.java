package tbot.diag.it.readiness;

import static org.assertj.core.api.Assertions.assertThat;
import static tbot.diag.it.testhost.CheckedHost.check;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.ClientProgram;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.testhost.CheckedHost;

/** The JSON of services, byte for byte, and their metric. */
@OnEachJvm
@Timeout(600)
class ReadyzJsonIT {

  private static final String STRANGE = "a/b \"<😀>\" \\ ü";
  private static final String STRANGE_YAML = "'" + STRANGE + "'";
  private static final String STRANGE_PATH = "/a%2Fb%20%22%3C%F0%9F%98%80%3E%22%20%5C%20%C3%BC";

  @TempDir Path folder;

  @Test
  void oneServiceOfEachStatus() throws Exception {
    try (CheckedHost host =
        CheckedHost.start(
            folder,
            List.of(
                check("a", "isReady"),
                check("b", "fails"),
                "  - {name: z, method: 'com.example.Later#isReady', interval: 1m}\n"))) {
      host.initialise();
      host.await("/readyz/a", 200, "healthy");
      host.await("/readyz/b", 503, "unhealthy");

      HttpResponse<String> readyz = Http.get(host.port(), "/readyz");
      assertThat(readyz.statusCode()).isEqualTo(503);
      assertThat(readyz.headers().firstValue("content-type")).hasValue("application/json");
      assertThat(host.body("/readyz"))
          .isEqualTo(
              """
              {
                "status": "unhealthy",
                "services": {
                  "a": {
                    "status": "healthy",
                    "updated_at": TIME
                  },
                  "b": {
                    "status": "unhealthy",
                    "reason": "threw java.lang.IllegalStateException: no route to \\"db\\"",
                    "updated_at": TIME
                  },
                  "z": {
                    "status": "initializing",
                    "updated_at": null
                  }
                },
                "pid": PID
              }"""
                  .replace("PID", Long.toString(host.jvm().pid())));
      assertThat(host.body("/readyz/z"))
          .isEqualTo("{\n  \"status\": \"initializing\",\n  \"updated_at\": null\n}");
      assertThat(Http.get(host.port(), "/readyz/z").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void namesOfAnyCharacters() throws Exception {
    try (CheckedHost host =
        CheckedHost.start(folder, List.of(check(STRANGE_YAML, "isReady"), check("ｆ", "isReady")))) {
      host.initialise();
      host.await("/readyz" + STRANGE_PATH, 200, "healthy");
      host.await("/readyz/%EF%BD%86", 200, "healthy");
      assertThat(host.body("/readyz"))
          .contains(
              "    \"a/b \\\"\\u003c😀\\u003e\\\" \\\\ ü\": {\n      \"status\": \"healthy\"");
      assertThat(Http.get(host.port(), "/wait" + STRANGE_PATH).statusCode()).isEqualTo(200);
      HttpResponse<String> unknown = Http.get(host.port(), "/readyz" + STRANGE_PATH + "x");
      assertThat(unknown.statusCode()).isEqualTo(404);
      assertThat(unknown.body())
          .isEqualTo(
              "{\n  \"error\": \"Service named \\\"a/b \\\\\\\"\\u003c😀\\u003e\\\\\\\" \\\\\\\\"
                  + " üx\\\" not found.\"\n}");
      assertThat(Http.get(host.port(), "/wait" + STRANGE_PATH + "x").body())
          .isEqualTo(unknown.body());

      String metrics = Http.get(host.port(), "/metrics").body();
      assertThat(metrics)
          .contains(
              "tbot_service_status{name=\"a/b \\\"<😀>\\\" \\\\ ü\",service=\"ready-check\","
                  + "status=\"healthy\"} 1.0");
      ClientProgram.orSkip("promtool", "prometheus");
      Path page = Files.writeString(folder.resolve("page"), metrics);
      assertThat(Command.of(List.of("promtool", "check", "metrics")).input(page).run(folder))
          .isEqualTo(new Command.Result(0, ""));
    }
  }

  @Test
  void aThousandServices() throws Exception {
    List<String> checks = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      checks.add(check("s" + i, "isReady").replace("50ms", "1m"));
    }
    try (CheckedHost host = CheckedHost.start(folder, checks)) {
      host.initialise();
      HttpResponse<String> wait = Http.get(host.port(), "/wait");
      assertThat(wait.statusCode()).as(wait.body()).isEqualTo(200);
      String readyz = Http.get(host.port(), "/readyz").body();
      assertThat(readyz.lines().filter(line -> line.contains("\"status\": \"healthy\"")).count())
          .isGreaterThanOrEqualTo(1001);
      assertThat(readyz).contains("    \"s999\": {\n", "\n  \"pid\": " + host.jvm().pid() + "\n}");
      assertThat(
              Http.get(host.port(), "/metrics")
                  .body()
                  .lines()
                  .filter(line -> line.startsWith("tbot_service_status{name=\"s")))
          .hasSizeGreaterThanOrEqualTo(3000);
    }
  }
}
