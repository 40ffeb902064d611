package tbot.diag.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html",
        "TEXT/HTML;q=0.9, */*;q=0.1",
        "application/xhtml+xml,text/html",
        // Chromium, Firefox and Safari
        "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,"
            + "*/*;q=0.8,application/signed-exchange;v=b3;q=0.7",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
      })
  void browsersGetPages(String accepted) {
    assertThat(request(accepted).prefersHtml()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*/*",
        "",
        "application/json, text/html",
        "text/plain",
        "text/htmlx",
        // HttpURLConnection, of Java 8 and of newer ones
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
        "text/html, image/gif, image/jpeg, */*; q=0.2",
        // Prometheus
        "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
      })
  void scriptedClientsDoNot(String accepted) {
    assertThat(request(accepted).prefersHtml()).isFalse();
  }

  @Test
  void aClientThatAcceptsAnythingDoesNot() {
    assertThat(request(null).prefersHtml()).isFalse();
  }

  private static Request request(String accepted) {
    Headers headers = accepted == null ? Headers.NONE : Headers.NONE.with("Accept", accepted);
    return new Request("GET", URI.create("/"), headers, null, new byte[0]);
  }
}
