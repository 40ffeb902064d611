package tbot.diag.config;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The options in force, merged from the agent arguments, the environment and the file.
 *
 * <p>As in tbot, what is said on the command line wins over the file, with a warning; {@code
 * TBOT_CONFIG_PATH} and {@code TBOT_DEBUG} stand in for {@code config} and {@code debug} where the
 * command line does not have them. Unlike tbot's flag, {@code debug=false} can switch off what the
 * file switches on.
 */
public final class DiagOptions {

  private static final String ENV_CONFIG = "TBOT_CONFIG_PATH";
  private static final String ENV_DEBUG = "TBOT_DEBUG";

  private final List<String> warnings = new ArrayList<String>();
  private final String file;
  private final HostPort diagAddr;
  private final boolean debug;
  private final boolean record;
  private final File libDir;
  private final List<HandlerSpec> sshHandlers;

  private DiagOptions(OptionValues given, OptionValues read, String file, String envDebug) {
    this.file = file;
    diagAddr = prevailing(OptionValues.DIAG_ADDR, given.diagAddr(), read.diagAddr());
    debug =
        isTrue(prevailing(OptionValues.DEBUG, given.debug(), read.debug()))
            || (given.debug() == null && isOn(envDebug));
    record = isTrue(prevailing(OptionValues.RECORD, given.record(), read.record()));
    libDir = prevailing(OptionValues.LIB_DIR, given.libDir(), read.libDir());
    List<HandlerSpec> handlers =
        prevailing(OptionValues.SSH_HANDLER, given.sshHandlers(), read.sshHandlers());
    sshHandlers = handlers == null ? Collections.<HandlerSpec>emptyList() : handlers;
  }

  /**
   * Merges the sources. Reads the file, so not for the time before the host's {@code main}.
   *
   * @param arguments the agent arguments
   * @param environment the environment variables
   * @throws IllegalArgumentException with one line that names the file and what is wrong with it
   */
  public static DiagOptions resolve(AgentArguments arguments, Map<String, String> environment) {
    String file = arguments.config();
    if (file == null) {
      file = environment.get(ENV_CONFIG);
    }
    OptionValues read = file == null || file.isEmpty() ? new OptionValues() : ConfigFile.read(file);
    return new DiagOptions(arguments.values(), read, file, environment.get(ENV_DEBUG));
  }

  /** Where to listen; null means not at all. */
  public HostPort diagAddr() {
    return diagAddr;
  }

  /** Whether debug mode is on: /debug/pprof and the verbose log. */
  public boolean debug() {
    return debug;
  }

  /** Whether the cumulative profiles are armed from the start. */
  public boolean record() {
    return record;
  }

  /** Where the profiler's library may be extracted; null leaves the choice to the agent. */
  public File libDir() {
    return libDir;
  }

  /** The methods whose calls are SSH connections, in the order given; may be empty. */
  public List<HandlerSpec> sshHandlers() {
    return sshHandlers;
  }

  /** What the operator should know about the merge, one line each. */
  public List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  private <T> T prevailing(String key, T given, T read) {
    if (given == null) {
      return read;
    }
    if (read != null && !read.equals(given)) {
      warnings.add(
          key + ": the agent argument " + given + " overrides " + read + " from the file " + file);
    }
    return given;
  }

  private boolean isOn(String envDebug) {
    if (envDebug == null || envDebug.isEmpty()) {
      return false;
    }
    // What Go's strconv.ParseBool takes, by which tbot reads the variable.
    switch (envDebug) {
      case "1":
      case "t":
      case "T":
      case "true":
      case "TRUE":
      case "True":
        return true;
      case "0":
      case "f":
      case "F":
      case "false":
      case "FALSE":
      case "False":
        return false;
      default:
        warnings.add(ENV_DEBUG + ": \"" + envDebug + "\" is ignored; use true or false");
        return false;
    }
  }

  private static boolean isTrue(Boolean value) {
    return value != null && value;
  }
}
