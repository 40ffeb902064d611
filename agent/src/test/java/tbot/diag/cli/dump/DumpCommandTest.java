package tbot.diag.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.service.FakeService;
import tbot.diag.cli.service.ServiceAddress;
import tbot.diag.cli.service.ServiceClient;
import tbot.diag.cli.service.ServiceSession;

@Timeout(120)
class DumpCommandTest {

  private static final String THREAD =
      """
      "worker" #%d
         java.lang.Thread.State: RUNNABLE
      \tat bot.Work.run(Work.java:1)
      \tat bot.%s.run(Long.java:2)

      """;

  private final StringWriter out = new StringWriter();
  private final FakeService service = new FakeService();

  @AfterEach
  void stop() {
    service.close();
  }

  /** The address of a service that gives this answer. */
  private String serve(int status, String text) {
    return service.on("/", exchange -> FakeService.send(exchange, status, text)).address();
  }

  private void dump(String address) {
    CommandLine line = new CommandLine(new DumpCommand());
    line.setOut(new PrintWriter(out, true));
    line.parseArgs("--diag-addr", address);
    line.<DumpCommand>getCommand().run();
  }

  private void assertFails(int status, String body, String reason) {
    String address = serve(status, body);

    assertThat(catchThrowable(() -> dump(address)))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining(address)
        .hasMessageEndingWith(": " + reason);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void anAnswerThatItCannotBeHadNowIsAFailure() {
    assertFails(
        503,
        "503 - 64 requests of this kind are running\nmore",
        "503 - 64 requests of this kind are running");
  }

  @Test
  void anAnswerWithoutThreadsIsAFailure() {
    assertFails(200, "<html>\u001b[2J", "the answer is no thread dump");
  }

  @Test
  void noDumpIsTooLong() {
    StringBuilder text = new StringBuilder();
    String longName = "Long".repeat(1000);
    for (int i = 0; i < 5000; i++) {
      text.append(THREAD.formatted(i, longName));
    }

    dump(serve(200, text.toString()));

    assertThat(out.toString()).startsWith("5000 threads with 1 different stacks");
  }

  @Test
  void whatTheServiceSaysCannotReachTheTerminal() {
    dump(serve(200, "\"a\u001b[1J\" #1\n   java.lang.Thread.State: \u001b[2J\n\tat \u001b[3J\n"));

    assertThat(out.toString())
        .contains("\\u001b[1J", "\\u001b[2J", "\\u001b[3J")
        .doesNotContain("\u001b");
  }

  @Test
  void aJvmThatEndsMeanwhileIsTheReason() {
    ServiceClient client = ServiceClient.of(ServiceAddress.parse(serve(500, "")));

    assertThat(catchThrowable(() -> DumpCommand.threads(ended(client))))
        .hasMessage("ended before the dump");
  }

  private static ServiceSession ended(ServiceClient client) {
    return new ServiceSession() {
      @Override
      public ServiceClient client() {
        return client;
      }

      @Override
      public CommandFailure explain(CommandFailure failure, String incomplete) {
        return new CommandFailure("ended before " + incomplete);
      }

      @Override
      public void close() {}
    };
  }
}
