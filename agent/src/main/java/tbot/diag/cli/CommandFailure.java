package tbot.diag.cli;

/** A command that could not do its work; the message is one line for the person who ran it. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}
