package tbot.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tbot.diag.cli.service.FakeService;

/** The state of a service that is reached by its address. */
class StatusCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String body;
  private final FakeService service =
      new FakeService().on("/readyz", exchange -> FakeService.send(exchange, 200, body));

  @AfterEach
  void stop() {
    service.close();
  }

  private int json(String address) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute("status", "--json", "--diag-addr", address);
  }

  @Test
  void theAnswerIsPartOfTheJson() {
    body =
        "{ \"status\": \"healthy\", \"services\": {\"a\\n\": {\"x\": [1, -2.5, true, null]}}, \"pid\": 7 }";

    assertThat(json("http://ann:s3cret@" + service.address())).isZero();

    assertThat(out.toString().trim())
        .isEqualTo(
            "{\"address\":\"http://"
                + service.address()
                + "\",\"readyz\":{\"status\":\"healthy\",\"services\":"
                + "{\"a\\u000a\":{\"x\":[1,-2.5,true,null]}},\"pid\":7}}");
  }

  @Test
  void whatIsYamlAloneBecomesJson() {
    body = "{status: ok, a: 'b', c: .nan}";

    assertThat(json(service.address())).isZero();

    assertThat(out.toString()).endsWith("{\"status\":\"ok\",\"a\":\"b\",\"c\":\"NaN\"}}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status: ok", "OK", "", "[{\"status\": 1}]", "{status: &a [*a]}"})
  void anotherAnswerIsAFailure(String other) {
    body = other;

    assertThat(json(service.address())).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("what /readyz answers is not tbot's");
  }
}
