package tbot.diag.it.driver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tbot.diag.it.machine.Command;

/** A real terminal, as tmux draws it, that runs one command. */
public final class Tmux implements AutoCloseable {

  private static final long TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(3);

  private final Path directory;
  private final String socket = "tbot-diag-" + UUID.randomUUID();

  private Tmux(Path directory) {
    this.directory = directory;
  }

  /**
   * Runs a command in a terminal; skips the test on a machine without tmux.
   *
   * @param directory where it runs
   */
  public static Tmux start(Path directory, int columns, int rows, List<String> command)
      throws IOException, InterruptedException {
    ClientProgram.orSkip("tmux", "tmux");
    Tmux tmux = new Tmux(directory);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-f", "/dev/null", "new-session", "-d"));
    arguments.addAll(List.of("-x", Integer.toString(columns), "-y", Integer.toString(rows)));
    arguments.addAll(List.of("-c", directory.toString()));
    arguments.add(String.join(" ", command) + "; echo exit $?; sleep 600");
    tmux.run(arguments);
    return tmux;
  }

  private String run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-L", socket));
    command.addAll(arguments);
    return Command.of(command).environment("TERM", "xterm").runSuccessfully(directory);
  }

  /** The lines on the screen. */
  public List<String> screen() throws IOException, InterruptedException {
    return run(List.of("capture-pane", "-p")).lines().toList();
  }

  /** Waits for a line on the screen, and returns the whole screen. */
  public List<String> await(Predicate<String> line) throws IOException, InterruptedException {
    long end = System.nanoTime() + TIMEOUT_NANOS;
    List<String> screen = screen();
    while (screen.stream().noneMatch(line)) {
      if (System.nanoTime() - end > 0) {
        throw new AssertionError("not on the screen:\n" + String.join("\n", screen));
      }
      TimeUnit.MILLISECONDS.sleep(100);
      screen = screen();
    }
    return screen;
  }

  /** Presses a key, such as {@code C-c}. */
  public void press(String key) throws IOException, InterruptedException {
    run(List.of("send-keys", key));
  }

  /** Makes the terminal wider or narrower. */
  public void resize(int columns, int rows) throws IOException, InterruptedException {
    run(List.of("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows)));
  }

  @Override
  public void close() {
    try {
      run(List.of("kill-server"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
