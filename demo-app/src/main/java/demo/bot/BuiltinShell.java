package demo.bot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.AbstractCommandSupport;

/** {@code ssh target}: the built-in commands, one a line. */
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
    try (PrintStream out = print(getOutputStream());
        PrintStream err = print(getErrorStream())) {
      status = converse(out, err);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      status = INTERRUPTED;
    } catch (IOException e) {
      log.debug("the client is gone", e);
    }
    onExit(status);
  }

  private int converse(PrintStream out, PrintStream err) throws IOException, InterruptedException {
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

  private PrintStream print(OutputStream stream) {
    OutputStream buffered = new BufferedOutputStream(stream);
    OutputStream lines = terminal ? new TerminalOutput(buffered) : buffered;
    return new PrintStream(lines, false, StandardCharsets.UTF_8);
  }
}
