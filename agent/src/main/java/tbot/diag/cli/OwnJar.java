package tbot.diag.cli;

import java.io.File;
import java.net.URISyntaxException;

/** The jar that this class came from. */
final class OwnJar {

  private OwnJar() {}

  /** Its absolute path, which the JVM to attach to can open. */
  static File file() {
    try {
      return new File(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getAbsoluteFile();
    } catch (URISyntaxException e) {
      throw new CommandFailure("the path of this jar is no path: " + e.getMessage());
    }
  }
}
