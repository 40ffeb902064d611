package tbot.diag.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;

/** The terminal that an output of this process goes to, if it goes to one. */
public final class Terminal {

  private static final int DEFAULT_COLUMNS = 80;
  private static final File TTY = new File("/dev/tty");

  private Terminal() {}

  /** Whether standard error is a terminal that moves its cursor. */
  public static boolean isStandardError() {
    return isTerminal(2) && !"dumb".equals(System.getenv("TERM"));
  }

  /** Whether standard output is a terminal. */
  public static boolean isStandardOutput() {
    return isTerminal(1);
  }

  @SuppressWarnings("SystemConsoleNull") // only where there is no /proc
  private static boolean isTerminal(int descriptor) {
    Path link = Paths.get("/proc/self/fd/" + descriptor);
    try {
      String target = Files.readSymbolicLink(link).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException e) {
      return !Files.exists(Paths.get("/proc/self")) && System.console() != null;
    }
  }

  /** Its width now, as it may be resized; 80 if that is unknown. */
  public static int columns() {
    try {
      Process stty = new ProcessBuilder("stty", "size").redirectInput(TTY).start();
      String[] size = read(stty.getInputStream()).trim().split(" ", -1);
      int columns = size.length == 2 ? Integer.parseInt(size[1]) : 0;
      return columns > 0 ? columns : DEFAULT_COLUMNS;
    } catch (IOException | NumberFormatException e) {
      return DEFAULT_COLUMNS;
    }
  }

  private static String read(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] buffer = new byte[256];
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      text.write(buffer, 0, n);
    }
    return new String(text.toByteArray(), StandardCharsets.US_ASCII);
  }
}
