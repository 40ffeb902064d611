package tbot.diag.it.demo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;

/**
 * The demo bot and its target in two JVMs, so that the bot's figures are only those of the jump
 * host.
 */
final class DemoBot implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("listening on 127\\.0\\.0\\.1:(\\d+)");

  private final Path state;
  private final ChildJvm target;
  private final ChildJvm jvm;

  private DemoBot(Path state, ChildJvm target, ChildJvm jvm) {
    this.state = state;
    this.target = target;
    this.jvm = jvm;
  }

  /** Skips the test on a JVM that is too old. */
  static void assumeJava() {
    assumeTrue(ChildJvm.feature() >= 17, "the demo needs Java 17");
  }

  /** Starts both, without an agent. */
  static DemoBot start(Path state) throws IOException {
    return start(state, ChildJvm.java());
  }

  /** Starts both; the command line is that of the bot. */
  static DemoBot start(Path state, ChildJvm.Builder commandLine) throws IOException {
    assumeJava();
    ChildJvm target =
        ChildJvm.java()
            .runJar(Artifacts.demoJar(), "target", "--listen=127.0.0.1:0", "--state=" + state);
    try {
      String address = "127.0.0.1:" + portIn(target.awaitStdout("target - listening on"));
      ChildJvm bot =
          commandLine.runJar(
              Artifacts.demoJar(),
              "--listen=127.0.0.1:0",
              "--allow-target=" + address,
              "--state=" + state,
              "--renew-every=1s");
      return new DemoBot(state, target, bot);
    } catch (IOException | RuntimeException | Error e) {
      target.close();
      throw e;
    }
  }

  /** The bot's JVM. */
  ChildJvm jvm() {
    return jvm;
  }

  /** The port of the jump host. */
  int port() {
    return portIn(jvm.awaitStdout("jump-host - listening on"));
  }

  /** The port of the target. */
  int targetPort() {
    return portIn(target.awaitStdout("target - listening on"));
  }

  /** Lets the holder of this key log in on both. */
  void authorize(Path privateKey) throws IOException {
    Files.copy(Path.of(privateKey + ".pub"), state.resolve("authorized_keys"));
  }

  /** The bot's own key, with its certificate beside it; waits for that. */
  Path identity() {
    jvm.awaitStdout("renewed: certificate");
    return state.resolve("output/id");
  }

  /** Sends SIGTERM through the handle, as {@link Process#destroy} would also close the output. */
  void terminate() {
    jvm.process().toHandle().destroy();
  }

  @Override
  public void close() {
    jvm.close();
    target.close();
  }

  private static int portIn(String line) {
    Matcher matcher = PORT.matcher(line);
    if (!matcher.find()) {
      throw new AssertionError("no port in '" + line + "'");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
