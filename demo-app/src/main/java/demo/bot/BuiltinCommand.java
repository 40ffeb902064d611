package demo.bot;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** Runs one built-in command, as for {@code ssh target date}. */
final class BuiltinCommand extends AbstractCommandSupport {

  private static final int INTERRUPTED = 130;

  BuiltinCommand(String line) {
    super(line, null);
  }

  @Override
  public void run() {
    int status;
    try (PrintStream out = printStream(getOutputStream());
        PrintStream err = printStream(getErrorStream())) {
      status = new Builtins(getSession().getUsername()).run(getCommand(), out, err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = INTERRUPTED;
    }
    onExit(status);
  }

  private static PrintStream printStream(OutputStream stream) {
    return new PrintStream(new BufferedOutputStream(stream), false, StandardCharsets.UTF_8);
  }
}
