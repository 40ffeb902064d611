package tbot.diag.cli.console;

import java.io.PrintWriter;
import tbot.diag.log.Log;

/** A line for a person, which may hold what another process says. */
public final class Line {

  private Line() {}

  /** Prints one; control characters are escaped, so that they do not reach a terminal. */
  public static void print(PrintWriter out, String text) {
    out.println(Log.printable(text));
  }
}
