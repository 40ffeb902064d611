package tbot.diag.it.driver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tbot.diag.it.machine.Command;

/** The real {@code go tool pprof}, or Google's, with a home directory of its own. */
public final class GoTool {

  /** Where Debian keeps the sources of Go packages. */
  private static final Path GO_PATH = Path.of("/usr/share/gocode");

  private static final String GOOGLE = "github.com/google/pprof";

  private final Path home;
  private final List<String> program;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * Skips the test where Go is missing.
   *
   * @param home an empty directory
   */
  public GoTool(Path home) {
    this(home, List.of("go", "tool", "pprof"));
  }

  private GoTool(Path home, List<String> program) {
    ClientProgram.orSkip("go", "golang-go");
    this.home = home;
    this.program = program;
  }

  /**
   * Builds the tool that Google publishes: the one of the Go distribution has its options {@code
   * -tls_cert}, {@code -tls_key} and {@code -tls_ca}, but ignores them. Skips the test where its
   * sources are missing.
   *
   * @param home an empty directory
   */
  public static GoTool ofGoogle(Path home) throws IOException, InterruptedException {
    assumeTrue(
        Files.exists(GO_PATH.resolve("src").resolve(GOOGLE)),
        "Google's pprof is not installed (Debian package golang-github-google-pprof-dev)");
    Path binary = home.resolve("pprof");
    new GoTool(home, List.of("go", "build", "-o", binary.toString(), GOOGLE))
        .environment("GO111MODULE", "off")
        .environment("GOPATH", GO_PATH.toString())
        .environment("GOCACHE", home.resolve("cache").toString())
        .pprof();
    return new GoTool(home, List.of(binary.toString()));
  }

  /** Sets a variable of its environment. */
  public GoTool environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Runs it, expects success, and returns all that it printed. */
  public String pprof(String... arguments) throws IOException, InterruptedException {
    return command(arguments).runSuccessfully(home);
  }

  /** Runs it; returns all that it printed and its exit status. */
  public Command.Result tryPprof(String... arguments) throws IOException, InterruptedException {
    return command(arguments).run(home);
  }

  private Command command(String... arguments) {
    List<String> words = new ArrayList<>(program);
    words.addAll(List.of(arguments));
    Command command = Command.of(words);
    environment.forEach(command::environment);
    return command
        .environment("HOME", home.toString())
        .environment("PPROF_TMPDIR", home.toString())
        .environment("GOFLAGS", "")
        .in(home);
  }
}
