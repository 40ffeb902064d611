package tbot.diag.it.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.it.machine.Command;

/** A real browser, headless, with its own profile directory. */
public final class Chromium {

  /** No window, no sandbox, which root could not have, and no talk with its maker. */
  static final List<String> OPTIONS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync");

  private final Path directory;

  /**
   * Skips the test on a machine without it.
   *
   * @param directory an empty one, for its files
   */
  public Chromium(Path directory) {
    ClientProgram.orSkip("chromium", "chromium");
    this.directory = directory;
  }

  /** The document after its scripts have run. */
  public String dom(String url) throws IOException, InterruptedException {
    return run("--dump-dom", url);
  }

  /** A picture of the page, as PNG. */
  public byte[] screenshot(String url, int width, int height, String... options)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile(directory, "page", ".png");
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add("--hide-scrollbars");
    arguments.add("--window-size=" + width + "," + height);
    arguments.add("--screenshot=" + file);
    arguments.add(url);
    run(arguments.toArray(new String[0]));
    return Files.readAllBytes(file);
  }

  private String run(String... arguments) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(directory, "profile");
    List<String> command = new ArrayList<>(List.of("chromium"));
    command.addAll(OPTIONS);
    command.add("--user-data-dir=" + profile);
    command.addAll(List.of(arguments));
    return Command.of(command)
        .environment("HOME", profile.toString())
        .discardError()
        .run(directory)
        .output();
  }
}
