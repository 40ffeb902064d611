package tbot.diag.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real {@code go tool pprof}, with a home directory of its own. */
public final class GoTool {

  private final Path home;

  /**
   * Skips the test where Go is missing.
   *
   * @param home an empty directory
   */
  public GoTool(Path home) {
    ClientProgram.orSkip("go", "golang-go");
    this.home = home;
  }

  /** Runs it, expects success, and returns all that it printed. */
  public String pprof(String... arguments) throws IOException, InterruptedException {
    Result result = tryPprof(arguments);
    assertThat(result.exit).as(result.output).isZero();
    return result.output;
  }

  /** Runs it; returns all that it printed and its exit code. */
  public Result tryPprof(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("go", "tool", "pprof"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "pprof", ".out");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PPROF_TMPDIR", home.toString());
    builder.environment().put("GOFLAGS", "");
    builder.directory(home.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("pprof ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    return new Result(process.exitValue(), String.join(" ", command) + "\n" + printed);
  }

  /** What came of a run. */
  public static final class Result {
    private final int exit;
    private final String output;

    Result(int exit, String output) {
      this.exit = exit;
      this.output = output;
    }

    public int exit() {
      return exit;
    }

    public String output() {
      return output;
    }
  }
}
