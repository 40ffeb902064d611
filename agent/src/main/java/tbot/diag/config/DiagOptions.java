package tbot.diag.config;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tbot.diag.config.option.Option;
import tbot.diag.config.option.OptionValues;
import tbot.diag.config.option.Options;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.config.value.ListenAddress;
import tbot.diag.config.value.TaskSpec;
import tbot.diag.log.Log;

/**
 * The options in force, merged from the agent arguments, the environment and the YAML file.
 *
 * <p>As in tbot, an option on the command line overrides the file, with a warning. If {@code
 * config} or {@code debug} is not on the command line, {@code TBOT_CONFIG_PATH} or {@code
 * TBOT_DEBUG} takes its place. Unlike tbot's flag, {@code debug=false} switches off what the file
 * switches on.
 */
public final class DiagOptions {

  private static final String ENV_CONFIG = "TBOT_CONFIG_PATH";
  private static final String ENV_DEBUG = "TBOT_DEBUG";

  private final List<String> warnings = new ArrayList<String>();
  private final OptionValues merged = new OptionValues();
  private final String file;
  private final TlsOptions tls;
  private final AccessOptions access;

  private DiagOptions(OptionValues given, OptionValues read, String file, String envDebug) {
    this.file = file;
    for (Option<?> option : Options.ALL) {
      merge(option, given, read);
    }
    if (given.get(Options.DEBUG) == null && isOn(envDebug)) {
      merged.put(Options.DEBUG, true);
    }
    tls = TlsOptions.of(merged);
    access = AccessOptions.of(merged);
    requireDistinctServices();
  }

  private void requireDistinctServices() {
    Set<String> names = new HashSet<String>();
    for (CheckSpec check : readyChecks()) {
      names.add(check.name());
    }
    for (TaskSpec task : tasks()) {
      if (names.contains(task.name())) {
        throw new IllegalArgumentException(
            Log.printable(
                Options.TASK.key()
                    + ": \""
                    + task.name()
                    + "\": a ready_check has this name; use another one"));
      }
    }
  }

  /**
   * Merges the sources. Reads the file, so it must not be called before the host's {@code main}.
   *
   * @param arguments the agent arguments
   * @param environment the environment variables
   * @throws IllegalArgumentException if the file cannot be read or is not valid, or if an option
   *     lacks another that it needs; the message is one line with the path or the option and the
   *     reason
   */
  public static DiagOptions resolve(AgentArguments arguments, Map<String, String> environment) {
    String file = arguments.config();
    if (file == null) {
      file = environment.get(ENV_CONFIG);
    }
    OptionValues read = file == null || file.isEmpty() ? new OptionValues() : ConfigFile.read(file);
    return new DiagOptions(arguments.values(), read, file, environment.get(ENV_DEBUG));
  }

  /** The address to listen on; null for none. */
  public ListenAddress diagAddr() {
    return merged.get(Options.DIAG_ADDR);
  }

  /** Whether debug mode is on: /debug/pprof and the verbose log. */
  public boolean debug() {
    return isTrue(Options.DEBUG);
  }

  /** Whether the cumulative profiles record from the start. */
  public boolean record() {
    return isTrue(Options.RECORD);
  }

  /** The directory to extract the profiler's library to; null if the agent is to choose one. */
  public File libDir() {
    return merged.get(Options.LIB_DIR);
  }

  /** The files for TLS; null if the listener speaks plain HTTP. They have not been read. */
  public TlsOptions tls() {
    return tls;
  }

  /** Who may ask. */
  public AccessOptions access() {
    return access;
  }

  /** Whether /debug/pprof/cmdline shows secrets too. */
  public boolean fullCommandLine() {
    return "full".equals(merged.get(Options.CMDLINE));
  }

  /** The methods whose calls count as SSH connections, in the order given; may be empty. */
  public List<HandlerSpec> sshHandlers() {
    List<HandlerSpec> handlers = merged.get(Options.SSH_HANDLER);
    return handlers == null ? Collections.<HandlerSpec>emptyList() : handlers;
  }

  /** The checks of readiness, in the order given, each with a name of its own; may be empty. */
  public List<CheckSpec> readyChecks() {
    List<CheckSpec> checks = merged.get(Options.READY_CHECK);
    return checks == null ? Collections.<CheckSpec>emptyList() : checks;
  }

  /**
   * The tasks, in the order given; may be empty. Each has a name of its own, which no check has.
   */
  public List<TaskSpec> tasks() {
    List<TaskSpec> tasks = merged.get(Options.TASK);
    return tasks == null ? Collections.<TaskSpec>emptyList() : tasks;
  }

  /** Warnings for the operator about overridden and ignored values, one line each. */
  public List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  private <T> void merge(Option<T> option, OptionValues given, OptionValues read) {
    T argument = given.get(option);
    T fromFile = read.get(option);
    merged.put(option, argument == null ? fromFile : argument);
    if (argument != null && fromFile != null && !fromFile.equals(argument)) {
      warn(
          option.key()
              + ": the agent argument "
              + argument
              + " overrides "
              + fromFile
              + " from the file "
              + file);
    }
  }

  private boolean isOn(String envDebug) {
    if (envDebug == null || envDebug.isEmpty()) {
      return false;
    }
    // The values of Go's strconv.ParseBool, which tbot reads the variable with.
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
        warn(ENV_DEBUG + ": \"" + envDebug + "\" is ignored; use true or false");
        return false;
    }
  }

  private void warn(String warning) {
    warnings.add(Log.printable(warning));
  }

  private boolean isTrue(Option<Boolean> flag) {
    return Boolean.TRUE.equals(merged.get(flag));
  }
}
