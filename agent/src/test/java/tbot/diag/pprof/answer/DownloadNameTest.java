package tbot.diag.pprof.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tbot.diag.http.access.Requests;

class DownloadNameTest {

  private static final Instant TIME = Instant.parse("2026-11-28T10:15:00.9Z");

  @Test
  void saysWhatItIsOfAndWhen() {
    assertThat(DownloadName.of("profile", "demo-app.jar", TIME))
        .isEqualTo("cpu-demo-app-20261128T101500");
    assertThat(DownloadName.of("heap", "com.example.Main", TIME))
        .isEqualTo("heap-com.example.Main-20261128T101500");
  }

  @Test
  void namesAreSafeInAHeaderAndInAFileSystem() {
    assertThat(DownloadName.of("heap", "a\"\r\n;/\\ \u00e9" + "x".repeat(100), TIME))
        .matches("heap-[-a-z0-9._]{1,60}-20261128T101500");
  }

  @Test
  void onlyBrowsersGetThem() {
    assertThat(DownloadName.of(Requests.get("/x"), "profile", "", ".pb.gz")).isEqualTo("profile");
    assertThat(DownloadName.of(Requests.get("/x"), "trace", ".jfr", ".jfr")).isEqualTo("trace.jfr");
    assertThat(DownloadName.of(Requests.get("/x", "Accept", "text/html"), "profile", "", ".pb.gz"))
        .matches("cpu-.*-\\d{8}T\\d{6}\\.pb\\.gz");
  }
}
