package tbot.diag.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The OpenSSH client of this machine, with a password and without any of the user's files. */
final class OpenSsh {

  private static final int PATIENCE_SECONDS = 60;

  private final Path folder;
  private final Path output;

  private OpenSsh(Path folder) {
    this.folder = folder;
    output = folder.resolve("ssh.log");
  }

  /** Skips the test where there is none. */
  static OpenSsh orSkip(Path folder) {
    boolean found = false;
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      found |= Files.isExecutable(Path.of(directory, "ssh"));
    }
    assumeTrue(found, "no ssh on the path (Debian package openssh-client)");
    return new OpenSsh(folder);
  }

  /** Logs in as {@code user}, runs {@code true}, and returns ssh's exit code. */
  int run(int port, String password) throws IOException, InterruptedException {
    Path askpass = folder.resolve("askpass");
    Files.writeString(askpass, "#!/bin/sh\necho " + password + "\n");
    assumeTrue(askpass.toFile().setExecutable(true), "no executable files in " + folder);
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                "ssh",
                "-F",
                "/dev/null",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "PreferredAuthentications=password",
                "-o",
                "NumberOfPasswordPrompts=10",
                "-p",
                Integer.toString(port),
                "user@127.0.0.1",
                "true"));
    builder.environment().put("SSH_ASKPASS", askpass.toString());
    builder.environment().put("SSH_ASKPASS_REQUIRE", "force");
    builder.environment().put("DISPLAY", "none");
    builder.environment().remove("SSH_AUTH_SOCK");
    builder.redirectInput(new File("/dev/null"));
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process ssh = builder.start();
    try {
      if (!ssh.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("ssh did not end\n" + output());
      }
      return ssh.exitValue();
    } finally {
      ssh.destroyForcibly();
    }
  }

  /** What ssh printed so far. */
  String output() throws IOException {
    return Files.exists(output) ? Files.readString(output) : "";
  }
}
