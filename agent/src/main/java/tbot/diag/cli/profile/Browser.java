package tbot.diag.cli.profile;

import java.io.File;
import java.io.IOException;
import java.util.Locale;

/** The user's browser. */
final class Browser {

  private Browser() {}

  /** Shows a file, and returns whether there is a program for that. */
  static boolean open(File file) {
    boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");
    File nothing = new File("/dev/null");
    try {
      new ProcessBuilder(mac ? "open" : "xdg-open", file.getAbsolutePath())
          .redirectErrorStream(true)
          .redirectOutput(nothing)
          .redirectInput(nothing)
          .start();
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
