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
   */
  public static void orSkip(String name, String debianPackage) {
    boolean found = false;
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      found |= Files.isExecutable(Path.of(folder, name));
    }
    assumeTrue(found, name + " is not installed (Debian package " + debianPackage + ")");
  }
}
