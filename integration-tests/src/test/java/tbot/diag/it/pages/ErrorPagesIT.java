package tbot.diag.it.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tbot.diag.it.driver.CredentialFiles;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;

/** Errors of a real host, as browsers and as all others get them. */
class ErrorPagesIT {

  private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml"};

  @TempDir static Path directory;
  private static PagesHost host;

  @BeforeAll
  static void start() throws IOException {
    host = PagesHost.start();
  }

  @AfterAll
  static void end() {
    host.close();
  }

  @ParameterizedTest
  @CsvSource({
    "404, /nonsense, Not found.",
    "404, /debug/pprof/nonsense, Unknown profile.",
    "400, /debug/pprof/profile?seconds=0, Invalid value for &quot;seconds&quot;",
    "400, /debug/pprof/heap?format=table&seconds=1, Format=table shows what is now",
    "400, /metrics?debug=nonsense, Debug=nonsense is not known"
  })
  void browsersGetAPageAndAllOthersTheText(int status, String path, String message) {
    HttpResponse<String> page = Http.get(host.port(), path, BROWSER);
    assertThat(page.statusCode()).isEqualTo(status);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("<h1>" + status + " ", message);

    HttpResponse<String> text = Http.get(host.port(), path, "Accept", "*/*");
    assertThat(text.statusCode()).isEqualTo(status);
    assertThat(text.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(text.body()).doesNotContain("<");
    assertThat(text.body()).isEqualTo(Http.get(host.port(), path).body());
  }

  @Test
  void aPageOfAnotherSiteIsToldNothingOfTheProgram() {
    HttpResponse<String> page =
        Http.get(
            host.port(), "/debug/pprof/", "Accept", "text/html", "Sec-Fetch-Site", "cross-site");

    assertThat(page.statusCode()).isEqualTo(403);
    assertThat(page.body())
        .contains("A page of another site led here")
        .doesNotContain("DeadlockHost", ">pid ");
  }

  @Test
  void theHomePageIsBehindTheSameLoginAsMetrics() throws Exception {
    Path logins = new CredentialFiles(directory).logins("ann", "correct horse");
    try (ChildJvm secured =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,auth_file=" + logins)
            .run("tbot.diag.hosts.IdleHost")) {
      int port = secured.awaitDiagPort();
      for (String path : new String[] {"/", "/metrics"}) {
        HttpResponse<String> page = Http.get(port, path, BROWSER);
        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.headers().firstValue("WWW-Authenticate"))
            .get()
            .asString()
            .contains("Basic");
        assertThat(page.body())
            .contains("<h1>401 ", "Reload this page, and enter a name")
            .doesNotContain("IdleHost", ">pid ");
        assertThat(Http.get(port, path).body())
            .isEqualTo("401 - valid credentials are required: Basic\n");
      }
    }
  }
}
