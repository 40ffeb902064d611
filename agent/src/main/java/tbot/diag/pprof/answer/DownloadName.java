package tbot.diag.pprof.answer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tbot.diag.http.Request;
import tbot.diag.jvm.JvmDescription;

/**
 * The name under which a client saves a profile. Browsers get one that says what it is of, such as
 * {@code cpu-demo-app-20261128T101500.pb.gz}; all others the short one that Go sends.
 */
final class DownloadName {

  /** UTC. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(ZoneOffset.UTC);

  private DownloadName() {}

  /**
   * A name for the answer to a request.
   *
   * @param profile its name in Go
   * @param goSuffix what Go's clients get behind that name
   * @param suffix the ending of the file's type
   */
  static String of(Request request, String profile, String goSuffix, String suffix) {
    return request.prefersHtml()
        ? of(profile, JvmDescription.program(), Instant.now()) + suffix
        : profile + goSuffix;
  }

  static String of(String profile, String program, Instant time) {
    return familiar(profile) + "-" + cleaned(program) + "-" + TIME.format(time);
  }

  /** The names that the command line uses. */
  private static String familiar(String profile) {
    switch (profile) {
      case "profile":
        return "cpu";
      case "goroutine":
        return "threads";
      case "trace":
        return "recording";
      default:
        return profile;
    }
  }

  /** Leaves what every file system takes, and what cannot end a header field's quotes. */
  private static String cleaned(String program) {
    String name = program.endsWith(".jar") ? program.substring(0, program.length() - 4) : program;
    StringBuilder cleaned = new StringBuilder();
    for (int i = 0; i < name.length() && cleaned.length() < 60; i++) {
      char c = name.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '_');
      cleaned.append(plain ? c : '-');
    }
    return cleaned.toString();
  }
}
