package tbot.diag.cli.target;

import java.io.File;
import java.net.URISyntaxException;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.ShellWord;

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

  /** The jar's path as a word of a shell, for messages that show a command. */
  public static String shellWord() {
    return ShellWord.of(file().getPath());
  }
}
