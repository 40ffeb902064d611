package tbot.diag.config;

import java.io.File;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What follows the jar on the command line, {@code key=value} or {@code key}, separated by commas.
 *
 * <p>Read before the host's {@code main}, so by hand: regular expressions and lambdas would add
 * tens of milliseconds to the host's start.
 */
public final class AgentArguments {

  private static final String JAR_KEY = "jar=";

  private final OptionValues values = new OptionValues();
  private final Set<String> seen = new HashSet<String>();
  private boolean fresh;

  private AgentArguments() {}

  /**
   * Reads the arguments.
   *
   * @param text as the JVM hands them over; null is none
   * @throws IllegalArgumentException with one line that names the key, the value and what is valid
   */
  public static AgentArguments parse(String text) {
    AgentArguments arguments = new AgentArguments();
    if (text != null) {
      arguments.addAll(text);
    }
    return arguments;
  }

  /** The file named by {@code config}, or null. */
  public String config() {
    File file = values.get(Options.CONFIG);
    return file == null ? null : file.getPath();
  }

  /** Whether the entry class says that the JVM had loaded no class of the host by then. */
  public boolean fresh() {
    return fresh;
  }

  /** Whether {@code debug} is on, as far as the arguments alone say. */
  public boolean debug() {
    return Boolean.TRUE.equals(values.get(Options.DEBUG));
  }

  /** The methods named by {@code ssh_handler}, in order; empty if there are none. */
  public List<HandlerSpec> sshHandlers() {
    List<HandlerSpec> handlers = values.get(Options.SSH_HANDLER);
    return handlers == null ? Collections.<HandlerSpec>emptyList() : handlers;
  }

  OptionValues values() {
    return values;
  }

  /**
   * Splits at the commas outside parentheses and quotes: a method's parameter types hold commas
   * too, and so may the path of a jar.
   */
  private void addAll(String text) {
    int start = 0;
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && text.startsWith(JAR_KEY + '"', start)) {
        i = Math.max(i, text.indexOf('"', i + 1));
      } else if (c == '(') {
        depth++;
      } else if (c == ')') {
        depth--;
      } else if (c == ',' && depth <= 0) {
        add(text.substring(start, i).trim());
        start = i + 1;
        depth = 0;
      }
    }
    add(text.substring(start).trim());
  }

  private void add(String argument) {
    if (argument.isEmpty()) {
      return;
    }
    int equals = argument.indexOf('=');
    String key = equals < 0 ? argument : argument.substring(0, equals).trim();
    String value = equals < 0 ? null : argument.substring(equals + 1).trim();
    if (isForTheEntry(key)) {
      fresh |= key.equals("fresh");
      return;
    }
    Option<?> option = Options.named(key);
    if (option == null) {
      throw new IllegalArgumentException(
          "unknown option \"" + key + "\"; valid are " + Options.names());
    }
    if (!seen.add(key) && !option.repeats()) {
      throw new IllegalArgumentException(key + ": given twice");
    }
    values.putArgument(option, value);
  }

  private static boolean isForTheEntry(String key) {
    switch (key) {
      case "fresh":
      case "jar":
      case "stop":
      case "report":
        return true;
      default:
        return false;
    }
  }
}
