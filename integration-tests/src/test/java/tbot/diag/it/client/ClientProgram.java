package tbot.diag.it.client;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** The clients that others made, which a machine may lack. */
public final class ClientProgram {

  private ClientProgram() {}

  /**
   * Skips the test where a program is not on the path.
   *
   * @param debianPackage what brings it, for the reason
   */
  public static void orSkip(String name, String debianPackage) {
    boolean found = false;
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      found |= Files.isExecutable(Path.of(folder, name));
    }
    assumeTrue(found, name + " is not installed (Debian package " + debianPackage + ")");
  }
}
