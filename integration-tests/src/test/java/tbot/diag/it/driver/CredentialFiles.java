package tbot.diag.it.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.machine.Command;

/** The files of passwords and tokens of a listener, which only their owner can read. */
public final class CredentialFiles {

  private final Path folder;

  /** Writes into a folder of the test. */
  public CredentialFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes a file, in place of one of the same name. */
  public Path secret(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, content);
  }

  /** A file for {@code auth_file} with one user, as the jar's own command makes it. */
  public Path logins(String user, String password) throws IOException, InterruptedException {
    String line =
        Command.of(
                List.of(
                    System.getProperty("java.home") + "/bin/java",
                    "-jar",
                    Artifacts.agentJar().toString(),
                    "hash-password",
                    user))
            .input(secret("password", password + "\n"))
            .discardError()
            .runSuccessfully(folder);
    return secret("logins", line);
  }
}
