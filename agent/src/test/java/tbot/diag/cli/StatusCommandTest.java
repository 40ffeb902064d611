package tbot.diag.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The state of a service that is reached by its address. */
class StatusCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private String body;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/readyz",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String address() {
    return "127.0.0.1:" + server.getAddress().getPort();
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

    assertThat(json("http://ann:s3cret@" + address())).isZero();

    assertThat(out.toString().trim())
        .isEqualTo(
            "{\"address\":\"http://"
                + address()
                + "\",\"readyz\":{\"status\":\"healthy\",\"services\":"
                + "{\"a\\u000a\":{\"x\":[1,-2.5,true,null]}},\"pid\":7}}");
  }

  @Test
  void whatIsYamlAloneBecomesJson() {
    body = "{status: ok, a: 'b', c: .nan}";

    assertThat(json(address())).isZero();

    assertThat(out.toString()).endsWith("{\"status\":\"ok\",\"a\":\"b\",\"c\":\"NaN\"}}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"status: ok", "OK", "", "[{\"status\": 1}]", "{status: &a [*a]}"})
  void anotherAnswerIsAFailure(String other) {
    body = other;

    assertThat(json(address())).isEqualTo(1);

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("what /readyz answers is not tbot's");
  }
}
