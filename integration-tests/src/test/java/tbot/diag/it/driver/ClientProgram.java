package tbot.diag.it.driver;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Programs that a machine may lack. */
public final class ClientProgram {

  private ClientProgram() {}

  /**
   * Skips the test where a program is not on the path.
   *
   * @param debianPackage the package that has it, for the message
   * @return the program's file
   */
  public static Path orSkip(String name, String debianPackage) {
    Path found = null;
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path file = Path.of(folder, name);
      found = found == null && Files.isExecutable(file) ? file : found;
    }
    assumeTrue(found != null, name + " is not installed (Debian package " + debianPackage + ")");
    return found;
  }
}
