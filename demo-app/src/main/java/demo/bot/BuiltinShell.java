package demo.bot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;

/**
 * Runs the built-in commands that the client types, one on each line, as for {@code ssh target}.
 */
final class BuiltinShell extends AbstractCommandSupport {

  private static final int INTERRUPTED = 130;

  private boolean terminal;

  BuiltinShell() {
    super(null, null);
  }

  @Override
  public void start(ChannelSession channel, Environment env) throws IOException {
    terminal = env.getEnv().containsKey(Environment.ENV_TERM);
    super.start(channel, env);
  }

  @Override
  public void run() {
    int status = 0;
    try (PrintStream out = printStream(getOutputStream());
        PrintStream err = printStream(getErrorStream())) {
      status = runLines(out, err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = INTERRUPTED;
    } catch (IOException e) {
      log.debug("the client has disconnected", e);
    }
    onExit(status);
  }

  private int runLines(PrintStream out, PrintStream err) throws IOException, InterruptedException {
    LineReader lines = new LineReader(getInputStream(), terminal ? out : null);
    Builtins builtins = new Builtins(getSession().getUsername());
    int status = 0;
    while (true) {
      if (terminal) {
        out.print("target$ ");
        out.flush();
      }
      String line = lines.next();
      if (line == null || line.strip().equals("exit")) {
        return status;
      }
      status = builtins.run(line, out, err);
      out.flush();
      err.flush();
    }
  }

  private PrintStream printStream(OutputStream stream) {
    OutputStream buffered = new BufferedOutputStream(stream);
    OutputStream lines = terminal ? new TerminalOutput(buffered) : buffered;
    return new PrintStream(lines, false, StandardCharsets.UTF_8);
  }
}
