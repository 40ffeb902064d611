package tbot.diag.cli.target;

import java.io.File;
import java.net.URISyntaxException;
import tbot.diag.cli.console.CommandFailure;

/** The jar that this class came from. */
public final class OwnJar {

  private OwnJar() {}

  /** The jar's absolute path: the JVM to attach to may have another working directory. */
  public static File file() {
    try {
      return new File(OwnJar.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getAbsoluteFile();
    } catch (URISyntaxException e) {
      throw new CommandFailure("the location of this jar is not a file: " + e.getMessage());
    }
  }

  /**
   * The argument {@code jar}, which makes a JVM that runs another version of the agent change to
   * this jar.
   *
   * @throws CommandFailure if the path cannot be an argument
   */
  static String argument() {
    String path = file().getPath();
    if (path.indexOf('"') >= 0) {
      throw new CommandFailure("the path of this jar holds a quote, move it: " + path);
    }
    // Quoted only if it must be: older versions of the agent do not know quotes.
    boolean quoted = path.indexOf(',') >= 0 || path.indexOf('(') >= 0;
    return "jar=" + (quoted ? '"' + path + '"' : path);
  }
}
