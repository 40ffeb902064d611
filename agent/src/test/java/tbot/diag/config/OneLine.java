package tbot.diag.config;

import static org.assertj.core.api.Assertions.assertThat;

import tbot.diag.log.Log;

/** What the options have to report, whatever they were given. */
final class OneLine {

  private OneLine() {}

  /**
   * Checks that the log prints a message as it is, and that it is not much longer than the input.
   */
  static void check(String message, int inputBytes) {
    assertThat(message).isNotBlank().isEqualTo(Log.printable(message));
    // The value and what is wrong in it, each with six letters for a control character; the reason.
    assertThat(message.length()).isLessThan(12 * inputBytes + 1000);
  }
}
