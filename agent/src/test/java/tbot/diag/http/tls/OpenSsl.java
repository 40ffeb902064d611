package tbot.diag.http.tls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The openssl of this machine. Makes keys and certificates in a directory, and is a client. */
final class OpenSsl {

  private final Path directory;

  /** Skips the test on a machine without openssl. */
  OpenSsl(Path directory) {
    this.directory = directory;
    boolean found =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
    assumeTrue(found, "openssl is not installed (Debian package openssl)");
  }

  /**
   * Runs a command.
   *
   * @param command its arguments, separated by blanks; names of files are relative
   * @return what it printed
   */
  String run(String command) throws Exception {
    Process process = start(command);
    String output = end(process, "");
    if (process.waitFor() != 0) {
      throw new AssertionError("openssl " + command + "\n" + output);
    }
    return output;
  }

  /**
   * Sends a request over TLS.
   *
   * @param options of s_client
   * @return what it printed, with the answer
   */
  String ask(int port, String options) throws Exception {
    return end(
        start("s_client -ign_eof -connect 127.0.0.1:" + port + " " + options),
        "GET / HTTP/1.0\r\nHost: localhost\r\n\r\n");
  }

  private Process start(String command) throws IOException {
    List<String> words = new ArrayList<>(List.of("openssl"));
    words.addAll(List.of(command.split(" ")));
    return new ProcessBuilder(words)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .start();
  }

  private static String end(Process process, String input) throws IOException {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // It has ended by itself, and says why.
    }
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
