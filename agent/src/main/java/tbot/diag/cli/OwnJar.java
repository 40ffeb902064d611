package tbot.diag.cli;

import java.io.File;
import java.net.URISyntaxException;

/** The jar that this class came from. */
final class OwnJar {

  private OwnJar() {}

  /** The jar's absolute path: the JVM to attach to may have another working directory. */
  static File file() {
    try {
      return new File(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getAbsoluteFile();
    } catch (URISyntaxException e) {
      throw new CommandFailure("the location of this jar is not a file: " + e.getMessage());
    }
  }
}
