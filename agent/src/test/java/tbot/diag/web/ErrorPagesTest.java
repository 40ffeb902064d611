package tbot.diag.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.http.Request;
import tbot.diag.http.Response;
import tbot.diag.http.ResponseHead;
import tbot.diag.http.access.Requests;

class ErrorPagesTest {

  private static final String[] BROWSER = {"Accept", "text/html,application/xhtml+xml"};

  private final ErrorPages pages = new ErrorPages(null, true);
  private final ErrorPages withoutDebug = new ErrorPages(null, false);

  @Test
  void otherClientsGetTheVerySameAnswer() {
    Response error = Response.text(404, "404 - not found\n");

    assertThat(pages.errorFor(Requests.get("/x"), error)).isSameAs(error);
    assertThat(pages.errorFor(Requests.get("/x", "Accept", "*/*"), error)).isSameAs(error);
  }

  @Test
  void jsonStaysJson() {
    Response error = Response.of(503, ResponseHead.JSON, "{}");

    assertThat(pages.errorFor(Requests.get("/readyz", BROWSER), error)).isSameAs(error);
  }

  @Test
  void aPageHasTheTextAndTheFieldsOfTheError() throws IOException {
    Response error =
        Response.text(503, "503 - 64 requests <b> of this kind are running, try again later\n")
            .with("Retry-After", "10")
            .with("X-Go-Pprof", "1");
    Response page = pages.errorFor(Requests.get("/debug/pprof/heap", BROWSER), error);

    assertThat(page.head().status()).isEqualTo(503);
    assertThat(page.head().headers().all("Content-Type")).containsExactly(ResponseHead.HTML);
    assertThat(page.head().headers().first("Content-Security-Policy")).isNotNull();
    assertThat(page.head().headers().first("Retry-After")).isEqualTo("10");
    assertThat(page.head().headers().first("X-Go-Pprof")).isEqualTo("1");
    assertThat(Requests.text(page))
        .contains("<h1>503 Service Unavailable</h1>")
        .contains("64 requests &lt;b&gt; of this kind are running, try again later.")
        .contains("Reload this page in 10 s.")
        .contains("href=\"../../metrics\"");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429})
  void whoIsRefusedLearnsNothingOfTheProgram(int status) throws IOException {
    String html = page(pages, "/debug/pprof/", Response.text(status, status + " - no\n"));

    assertThat(html).contains("<h1>" + status + " ", "<p class=\"message\">No.</p>");
    assertThat(html).doesNotContain(">pid ", "<nav>");
  }

  @Test
  void aLoginThatWasCancelledIsExplained() throws IOException {
    Response password =
        Response.text(401, "401 - valid credentials are required: Basic\n")
            .with("WWW-Authenticate", "Basic realm=\"tbot-diag\", charset=\"UTF-8\"");
    Response token =
        Response.text(401, "401 - valid credentials are required: Bearer\n")
            .with("WWW-Authenticate", "Bearer realm=\"tbot-diag\"");

    assertThat(page(pages, "/metrics", password)).contains("Reload this page, and enter a name");
    assertThat(page(pages, "/metrics", token)).contains("A browser cannot send a token");
  }

  @Test
  void unknownPathsComeWithLinks() throws IOException {
    Response error =
        Response.text(404, "404 - not found\n\ntbot-diag serves:\n  /livez\n  /readyz/{service}\n");

    assertThat(page(pages, "/a/b", error))
        .contains("<li><a href=\"../livez\">/livez</a></li>", "<li>/readyz/{service}</li>");
  }

  @Test
  void profilesWithoutDebugModeSayHowToGetThem() throws IOException {
    Response error = Response.text(404, "404 - not found\n");

    assertThat(page(withoutDebug, "/debug/pprof/heap", error)).contains("The option debug");
    assertThat(page(withoutDebug, "/debug/pprof/heap", error)).doesNotContain("debug/pprof/\"");
    assertThat(page(withoutDebug, "/heap", error)).doesNotContain("The option debug");
    assertThat(page(pages, "/debug/pprof/nonsense", error))
        .contains("The page Profiles, linked above,")
        .doesNotContain("The option debug");
  }

  @Test
  void aWholeSentenceStaysOne() throws IOException {
    assertThat(page(pages, "/x", Response.text(503, "wait a minute.\n")))
        .contains(">Wait a minute.</p>");
    assertThat(page(pages, "/x", Response.text(503, ""))).contains("<h1>503 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 405, 500, 501, 503})
  void eachErrorHasAdvice(int status) throws IOException {
    Response error = Response.text(status, "the reason").with("Allow", "GET, HEAD");

    assertThat(page(pages, "/debug/pprof/heap", error))
        .containsPattern("The reason.</p>\n<p>[A-Z]");
  }

  private static String page(ErrorPages pages, String path, Response error) throws IOException {
    Request request = Requests.get(path, BROWSER);
    return Requests.text(pages.errorFor(request, error));
  }
}
