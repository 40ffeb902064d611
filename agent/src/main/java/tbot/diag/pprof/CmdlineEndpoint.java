package tbot.diag.pprof;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import tbot.diag.http.Request;
import tbot.diag.http.Responder;
import tbot.diag.http.Response;
import tbot.diag.jvm.SecretMask;

/**
 * {@code /debug/pprof/cmdline}: the JVM's command line, separated by NUL as in Go. Secrets are
 * masked unless the options say otherwise.
 */
final class CmdlineEndpoint extends PprofHandler {

  private final BooleanSupplier full;

  /**
   * Makes the endpoint.
   *
   * @param full whether secrets are shown; asked at each request
   */
  CmdlineEndpoint(BooleanSupplier full) {
    this.full = full;
  }

  @Override
  void answer(Request request, Responder responder) throws IOException {
    String line = commandLine();
    responder.send(
        Response.text(200, full.getAsBoolean() ? line : SecretMask.commandLine(line, '\0')));
  }

  private static String commandLine() {
    try {
      String raw =
          new String(Files.readAllBytes(Paths.get("/proc/self/cmdline")), StandardCharsets.UTF_8);
      // Linux ends each argument with NUL; Go separates them by it.
      return raw.endsWith("\0") ? raw.substring(0, raw.length() - 1) : raw;
    } catch (IOException e) {
      return String.join("\0", fromJvm());
    }
  }

  private static List<String> fromJvm() {
    List<String> arguments = new ArrayList<>();
    arguments.add("java");
    arguments.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    arguments.addAll(Arrays.asList(System.getProperty("sun.java.command", "").split(" ", -1)));
    return arguments;
  }
}
