package tbot.diag.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The Go program that {@link Contender#GO} stands for, compiled by the Go toolchain on the path.
 */
final class GoProgram {

  private static final String SOURCE = "benchmarks/src/main/go/server.go";

  private GoProgram() {}

  /**
   * Compiles it.
   *
   * @param root the root of the checkout
   * @param program the path for the compiled program
   * @throws IOException if there is no Go on the path, or the program cannot be compiled
   */
  static void build(Path root, Path program) throws IOException {
    go(root, "build", "-o", program.toString(), SOURCE);
  }

  /** The version of the toolchain, such as {@code 1.19.8}. */
  static String version(Path root) throws IOException {
    return go(root, "env", "GOVERSION").trim().replaceFirst("^go", "");
  }

  private static String go(Path root, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("go"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true);
    builder.environment().put("GOFLAGS", "");
    builder.environment().put("CGO_ENABLED", "0");
    builder.environment().put("GOCACHE", root.resolve("benchmarks/target/go-cache").toString());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + printed);
    }
    return printed;
  }
}
