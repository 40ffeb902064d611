package tbot.diag.it.testhost;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;

/** A host whose bot is checked for its readiness. */
public final class CheckedHost implements AutoCloseable {

  private static final String BOT = "tbot.diag.hosts.CheckedBot";

  /** The agent's own service, where it has one. */
  private static final Pattern SSH =
      Pattern.compile(" {4}\"ssh-multiplexer\": \\{[^}]*},?\n", Pattern.DOTALL);

  private static final Pattern TIME =
      Pattern.compile("\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d*[1-9])?Z\"");

  private final ChildJvm jvm;
  private final int port;

  private CheckedHost(ChildJvm jvm) {
    this.jvm = jvm;
    port = jvm.awaitDiagPort();
    jvm.awaitStdout("ready");
  }

  /**
   * Starts a host.
   *
   * @param folder takes the file of the options
   * @param checks lines of YAML, see {@link #check}
   */
  public static CheckedHost start(Path folder, List<String> checks) throws IOException {
    return start(
        folder, "tbot.diag.hosts.CheckedHost", "ready_checks:\n" + String.join("", checks));
  }

  /**
   * Starts another host.
   *
   * @param folder as above
   * @param yaml the content of that file
   */
  public static CheckedHost start(Path folder, String mainClass, String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("tbot.yaml"), yaml);
    return new CheckedHost(
        ChildJvm.java().agent("diag_addr=127.0.0.1:0,config=" + file).run(mainClass));
  }

  /**
   * A check of the bot, every 50 ms.
   *
   * @param name as YAML writes a string
   */
  public static String check(String name, String method) {
    return "  - {name: "
        + name
        + ", method: '"
        + BOT
        + "#"
        + method
        + "', interval: 50ms, timeout: 1s}\n";
  }

  /** The process. */
  public ChildJvm jvm() {
    return jvm;
  }

  /** The port of the listener. */
  public int port() {
    return port;
  }

  /** Has the bot's class loaded and initialised. */
  public void initialise() throws IOException {
    jvm.ask("initialise");
  }

  /** The body of an answer, without the agent's own service and with TIME for each time. */
  public String body(String path) {
    String body = SSH.matcher(Http.get(port, path).body()).replaceAll("");
    return TIME.matcher(body).replaceAll("TIME");
  }

  /** Waits until a path answers by this status and a body with this text. */
  public void await(String path, int status, String text) {
    jvm.await(
        path + " to answer " + status + " with " + text,
        () -> {
          HttpResponse<String> answer = Http.get(port, path);
          return answer.statusCode() == status && answer.body().contains(text);
        });
  }

  @Override
  public void close() {
    jvm.close();
  }
}
