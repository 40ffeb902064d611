package tbot.diag.config;

import java.io.File;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tbot.diag.config.option.Option;
import tbot.diag.config.option.OptionValues;
import tbot.diag.config.option.Options;
import tbot.diag.config.value.HandlerSpec;
import tbot.diag.config.value.TaskSpec;
import tbot.diag.log.Log;

/**
 * The arguments of the agent: what follows the jar on the command line, {@code key=value} or {@code
 * key}, separated by commas.
 *
 * <p>They are parsed before the host's {@code main}, so by hand: regular expressions and lambdas
 * would add tens of milliseconds to the host's start.
 */
public final class AgentArguments {

  private static final String JAR_KEY = "jar=";
  private static final String SESSION_KEY = "session";

  /** Stands between a class and its method. */
  private static final char METHOD_MARK = '#';

  private final OptionValues values = new OptionValues();
  private final Set<String> seen = new HashSet<String>();
  private boolean fresh;
  private String session;
  private Option<?> last;

  private AgentArguments() {}

  /**
   * Parses the arguments.
   *
   * @param text the arguments as the JVM passes them; null for none
   * @throws IllegalArgumentException if a key or value is not valid; the message is one line with
   *     the key, the value and what is valid
   */
  public static AgentArguments parse(String text) {
    AgentArguments arguments = new AgentArguments();
    if (text != null) {
      arguments.addAll(text);
    }
    return arguments;
  }

  /** The path of the YAML file, option {@code config}; null if not given. */
  String config() {
    File file = values.get(Options.CONFIG);
    return file == null ? null : file.getPath();
  }

  /** Whether the JVM had loaded no class of the host before the agent, as the entry class found. */
  public boolean fresh() {
    return fresh;
  }

  /**
   * The token of the session that our command line asks for, which changes no option; null if it
   * asks for none.
   */
  public String session() {
    return session;
  }

  /** Whether the arguments switch {@code debug} on; the file and the environment may do so, too. */
  public boolean debug() {
    return Boolean.TRUE.equals(values.get(Options.DEBUG));
  }

  /** The methods given with {@code ssh_handler}, in order; empty if there are none. */
  public List<HandlerSpec> sshHandlers() {
    List<HandlerSpec> handlers = values.get(Options.SSH_HANDLER);
    return handlers == null ? Collections.<HandlerSpec>emptyList() : handlers;
  }

  /** The tasks given with {@code task}, in order; empty if there are none. */
  public List<TaskSpec> tasks() {
    List<TaskSpec> tasks = values.get(Options.TASK);
    return tasks == null ? Collections.<TaskSpec>emptyList() : tasks;
  }

  OptionValues values() {
    return values;
  }

  /**
   * The files and directories that arguments name.
   *
   * @param text as for {@link #parse}
   * @return by the key of the option, as they are written
   */
  public static Map<String, File> files(String text) {
    Map<String, File> files = new LinkedHashMap<String, File>();
    for (String argument : split(text)) {
      int equals = argument.indexOf('=');
      String key = equals < 0 ? argument : argument.substring(0, equals).trim();
      if (equals >= 0 && isPath(key)) {
        files.put(key, new File(argument.substring(equals + 1).trim()));
      }
    }
    return files;
  }

  /**
   * The same arguments with absolute paths, for a process with another working directory.
   *
   * @param text as for {@link #parse}
   * @param directory what relative paths are relative to
   * @throws IllegalArgumentException if a path would hold a comma, which separates arguments
   */
  public static String withAbsolutePaths(String text, File directory) {
    StringBuilder absolute = new StringBuilder();
    for (String argument : split(text)) {
      absolute.append(absolute.length() == 0 ? "" : ",");
      absolute.append(withAbsolutePath(argument, directory));
    }
    return absolute.toString();
  }

  private static boolean isPath(String key) {
    Option<?> option = Options.named(key);
    return option != null && option.isPath();
  }

  private static String withAbsolutePath(String argument, File directory) {
    int equals = argument.indexOf('=');
    String key = equals < 0 ? argument : argument.substring(0, equals).trim();
    String value = equals < 0 ? "" : argument.substring(equals + 1).trim();
    Option<?> option = Options.named(key);
    if (option == null || !option.isPath() || value.isEmpty() || new File(value).isAbsolute()) {
      return argument;
    }
    String path = new File(directory, value).getPath();
    if (path.indexOf(',') >= 0) {
      throw new IllegalArgumentException(
          Log.printable(key + ": \"" + path + "\": a path with a comma cannot be an argument"));
    }
    return key + '=' + path;
  }

  private void addAll(String text) {
    for (String argument : split(text)) {
      add(argument);
    }
  }

  /**
   * Splits at the commas outside parentheses and quotes. Between a method's parameter types there
   * are commas, too, and the path of a jar may contain some. A parenthesis in a path is none.
   */
  private static List<String> split(String text) {
    List<String> arguments = new ArrayList<String>();
    int start = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && text.startsWith(JAR_KEY + '"', start)) {
        i = Math.max(i, text.indexOf('"', i + 1));
      } else if (c == '(' && text.lastIndexOf(METHOD_MARK, i) >= start) {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth <= 0) {
        arguments.add(text.substring(start, i).trim());
        start = i + 1;
        depth = 0;
      }
    }
    arguments.add(text.substring(start).trim());
    return arguments;
  }

  private void add(String argument) {
    if (argument.isEmpty()) {
      return;
    }
    if (last != null && last.isContinuedBy(argument)) {
      values.putArgument(last, argument);
      return;
    }
    int equals = argument.indexOf('=');
    String key = equals < 0 ? argument : argument.substring(0, equals).trim();
    String value = equals < 0 ? null : argument.substring(equals + 1).trim();
    if (key.equals(SESSION_KEY)) {
      session = SessionToken.require(value);
      return;
    }
    if (isForTheEntry(key)) {
      fresh |= key.equals("fresh");
      return;
    }
    Option<?> option = Options.named(key);
    if (option == null) {
      throw new IllegalArgumentException(
          Log.printable("unknown option \"" + key + "\"; valid are " + Options.names()));
    }
    if (!seen.add(key) && !option.repeats()) {
      throw new IllegalArgumentException(key + ": given twice");
    }
    values.putArgument(option, value);
    last = option;
  }

  private static boolean isForTheEntry(String key) {
    switch (key) {
      case "fresh":
      case "jar":
      case "stop":
      case "stop_idle":
      case "report":
        return true;
      default:
        return false;
    }
  }
}
