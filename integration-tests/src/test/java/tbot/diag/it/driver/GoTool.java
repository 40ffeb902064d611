package tbot.diag.it.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tbot.diag.it.machine.Command;

/** The real {@code go tool pprof}, with a home directory of its own. */
public final class GoTool {

  private final Path home;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * Skips the test where Go is missing.
   *
   * @param home an empty directory
   */
  public GoTool(Path home) {
    ClientProgram.orSkip("go", "golang-go");
    this.home = home;
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
    List<String> words = new ArrayList<>(List.of("go", "tool", "pprof"));
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
