package tbot.diag.it.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real browser without a screen, which keeps to itself. */
public final class Chromium {

  private final Path directory;

  /**
   * Skips the test where there is none.
   *
   * @param directory an empty one, for what it stores
   */
  public Chromium(Path directory) {
    ClientProgram.orSkip("chromium", "chromium");
    this.directory = directory;
  }

  /** The document as it is once its scripts have run. */
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
    List<String> command =
        new ArrayList<>(
            List.of(
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(directory, "out", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", profile.toString());
    builder.redirectOutput(output.toFile());
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("chromium ends").isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.UTF_8);
  }
}
