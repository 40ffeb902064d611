package tbot.diag.cli.console;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A whole terminal that is drawn anew again and again, and whose keys are read one by one. What was
 * there before comes back when this is closed, also by Ctrl-C.
 */
public final class LiveScreen implements AutoCloseable {

  /** Another screen, without a cursor. */
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";

  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_REST_OF_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final String settings;
  private final FileInputStream keys;
  private final Thread hook = new Thread(this::leave, "terminal");
  private boolean left;

  private LiveScreen(PrintWriter out, String settings, FileInputStream keys) {
    this.out = out;
    this.settings = settings;
    this.keys = keys;
  }

  /**
   * Takes the terminal over.
   *
   * @param out its output
   * @return null if standard output is no terminal that moves its cursor, or its keys cannot be
   *     read
   */
  public static LiveScreen open(PrintWriter out) {
    if (!Terminal.isStandardOutput() || !Terminal.movesItsCursor()) {
      return null;
    }
    try {
      String settings = Terminal.stty("-g").trim();
      if (settings.isEmpty()) {
        return null;
      }
      LiveScreen screen = new LiveScreen(out, settings, new FileInputStream(Terminal.TTY));
      Runtime.getRuntime().addShutdownHook(screen.hook);
      screen.enter();
      return screen;
    } catch (IOException e) {
      return null;
    }
  }

  private synchronized void enter() throws IOException {
    if (left) {
      return;
    }
    // A read returns after a tenth of a second without a key.
    Terminal.stty("-icanon", "-echo", "min", "0", "time", "1");
    out.print(ENTER);
    out.flush();
  }

  /** Draws lines in place of what is there; those that do not fit are cut. */
  public void show(List<String> lines) {
    int columns = Terminal.columns();
    int rows = Terminal.rows();
    StringBuilder text = new StringBuilder(HOME);
    for (int i = 0; i < Math.min(rows, lines.size()); i++) {
      String line = lines.get(i);
      text.append(i == 0 ? "" : "\r\n");
      text.append(line, 0, Math.min(line.length(), columns));
      text.append(line.length() < columns ? CLEAR_REST_OF_LINE : "");
    }
    draw(text.append(lines.size() < rows ? CLEAR_BELOW : ""));
  }

  /** Draws nothing once the terminal has been given back, which Ctrl-C does meanwhile. */
  private synchronized void draw(StringBuilder text) {
    if (!left) {
      out.print(text);
      out.flush();
    }
  }

  /**
   * Waits for a key.
   *
   * @param millis how long
   * @return its first byte, -1 if none was pressed
   */
  public int key(long millis) throws IOException {
    long start = System.nanoTime();
    do {
      int key = keys.read();
      if (key >= 0) {
        return key;
      }
    } while (TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) < millis);
    return -1;
  }

  private synchronized void leave() {
    if (left) {
      return;
    }
    left = true;
    out.print(LEAVE);
    out.flush();
    try {
      Terminal.stty(settings);
    } catch (IOException e) {
      // Then the terminal is gone.
    }
  }

  /** Gives the terminal back. */
  @Override
  public void close() {
    leave();
    try {
      keys.close();
    } catch (IOException e) {
      // Nothing was written.
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends.
    }
  }
}
