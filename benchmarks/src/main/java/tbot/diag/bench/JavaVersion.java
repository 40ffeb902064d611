package tbot.diag.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version of a java command. */
final class JavaVersion {

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");

  private JavaVersion() {}

  /** Returns the version that {@code java -version} prints in quotes, such as {@code 17.0.15}. */
  static String of(String java) throws IOException {
    Process process = new ProcessBuilder(java, "-version").redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher matcher = QUOTED.matcher(printed);
    if (!matcher.find()) {
      throw new IOException(java + " -version printed no version: " + printed);
    }
    return matcher.group(1);
  }
}
