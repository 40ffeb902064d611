package tbot.diag.cli.console;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The terminal that an output of this process goes to, if it goes to one. */
public final class Terminal {

  static final File TTY = new File("/dev/tty");

  private static final int DEFAULT_COLUMNS = 80;
  private static final int DEFAULT_ROWS = 24;

  private Terminal() {}

  /** Whether standard error is a terminal that moves its cursor. */
  public static boolean isStandardError() {
    return isTerminal(2) && movesItsCursor();
  }

  /** Whether a terminal of this process, if there is one, understands escape sequences. */
  static boolean movesItsCursor() {
    return !"dumb".equals(System.getenv("TERM"));
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
    return size(1, DEFAULT_COLUMNS);
  }

  /** Its height now; 24 if that is unknown. */
  public static int rows() {
    return size(0, DEFAULT_ROWS);
  }

  private static int size(int index, int unknown) {
    try {
      String[] size = stty("size").trim().split(" ", -1);
      int value = size.length == 2 ? Integer.parseInt(size[index]) : 0;
      return value > 0 ? value : unknown;
    } catch (IOException | NumberFormatException e) {
      return unknown;
    }
  }

  /**
   * Runs {@code stty} on the terminal.
   *
   * @return what it prints
   * @throws IOException if there is no such program, or no terminal
   */
  static String stty(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(Arrays.asList(arguments));
    command.add(0, "stty");
    Process stty = new ProcessBuilder(command).redirectInput(TTY).start();
    return read(stty.getInputStream());
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
