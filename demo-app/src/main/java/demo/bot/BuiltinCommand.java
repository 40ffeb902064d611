package demo.bot;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** {@code ssh target date}: one built-in command. */
final class BuiltinCommand extends AbstractCommandSupport {

  private static final int INTERRUPTED = 130;

  BuiltinCommand(String line) {
    super(line, null);
  }

  @Override
  public void run() {
    int status;
    try (PrintStream out = print(getOutputStream());
        PrintStream err = print(getErrorStream())) {
      status = new Builtins(getSession().getUsername()).run(getCommand(), out, err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = INTERRUPTED;
    }
    onExit(status);
  }

  private static PrintStream print(OutputStream stream) {
    return new PrintStream(new BufferedOutputStream(stream), false, StandardCharsets.UTF_8);
  }
}
