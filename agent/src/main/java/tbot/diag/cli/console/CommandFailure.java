package tbot.diag.cli.console;

/** A command that could not do its work; the message is one line for the person who ran it. */
public class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public CommandFailure(String message) {
    super(message);
  }
}
