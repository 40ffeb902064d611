package tbot.diag.hosts;

import java.io.IOException;

/** Prints {@code ready} and does nothing until standard input ends. */
public final class IdleHost {

  private IdleHost() {}

  /**
   * Runs until the end of standard input.
   *
   * @param arguments ignored
   * @throws IOException when standard input fails
   */
  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    while (System.in.read() >= 0) {
      // Only the end matters.
    }
    System.out.println("bye");
  }
}
