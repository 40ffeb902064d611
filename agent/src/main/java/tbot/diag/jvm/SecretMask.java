package tbot.diag.jvm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides the secrets in a command line: the values of properties and options whose names hold {@code
 * password}, {@code passwd}, {@code secret}, {@code token}, {@code credential} or {@code key}, in
 * any case. The names and everything else stay.
 */
public final class SecretMask {

  private static final String MASK = "***";

  private static final String NAME =
      "[\\w.-]*(?:password|passwd|secret|token|credential|key)[\\w.-]*";

  /**
   * A name, {@code =} and the value: to the end of the argument for {@code -Dname=value} and {@code
   * --name=value}, which may hold commas; else to the next comma, as in the options of agents.
   */
  private static final Pattern PROPERTY =
      Pattern.compile(
          "(?i)(^(?:-D|--?)" + NAME + "=).*|((?:^|[,=:;?&])" + NAME + "=)[^,;&]*", Pattern.DOTALL);

  /** An option whose value is the next argument, such as {@code --password}. */
  private static final Pattern OPTION = Pattern.compile("(?i)--?" + NAME);

  private SecretMask() {}

  /** Masks one argument. */
  static String argument(String argument) {
    return PROPERTY.matcher(argument).replaceAll("$1$2" + Matcher.quoteReplacement(MASK));
  }

  /**
   * Masks a command line.
   *
   * @param separator what separates its arguments
   */
  public static String commandLine(String line, char separator) {
    StringBuilder masked = new StringBuilder(line.length());
    boolean isValue = false;
    int start = 0;
    while (start <= line.length()) {
      int end = line.indexOf(separator, start);
      if (end < 0) {
        end = line.length();
      }
      String argument = line.substring(start, end);
      if (start > 0) {
        masked.append(separator);
      }
      masked.append(isValue && !argument.startsWith("-") ? MASK : argument(argument));
      isValue = OPTION.matcher(argument).matches();
      start = end + 1;
    }
    return masked.toString();
  }
}
