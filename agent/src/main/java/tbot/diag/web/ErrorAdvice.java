package tbot.diag.web;

import java.util.Collections;
import java.util.List;
import tbot.diag.http.Headers;

/** What a person can do about an error. */
final class ErrorAdvice {

  private ErrorAdvice() {}

  /** The name of a status, as in RFC 9110. */
  static String title(int status) {
    switch (status) {
      case 400:
        return "Bad Request";
      case 401:
        return "Unauthorized";
      case 403:
        return "Forbidden";
      case 404:
        return "Not Found";
      case 405:
        return "Method Not Allowed";
      case 429:
        return "Too Many Requests";
      case 500:
        return "Internal Server Error";
      case 501:
        return "Not Implemented";
      case 503:
        return "Service Unavailable";
      default:
        return "Error";
    }
  }

  /**
   * Advice beyond the text of the error.
   *
   * @param fields the header fields of the error
   * @param path what was asked for
   * @param debug whether debug mode is on
   * @return paragraphs; none where the text says it all
   */
  static List<String> of(int status, Headers fields, String path, boolean debug) {
    String advice = adviceOn(status, fields, path, debug);
    return advice == null ? Collections.<String>emptyList() : Collections.singletonList(advice);
  }

  private static String adviceOn(int status, Headers fields, String path, boolean debug) {
    String retryAfter = fields.first("Retry-After");
    if (retryAfter != null) {
      return "Reload this page in " + retryAfter + " s.";
    }
    switch (status) {
      case 400:
        return "Go back and choose again, or correct the address.";
      case 401:
        return login(fields);
      case 404:
        return isProfile(path) ? unknownProfile(debug) : null;
      case 405:
        return "A browser opens addresses by GET. This one takes " + fields.first("Allow") + ".";
      case 500:
        return "This is a fault of tbot-diag, not of the program that it watches. The program's"
            + " standard error has a line about it that begins with tbot-diag.";
      case 501:
        return "This is a limit of the Java that runs here. The other profiles are not affected.";
      case 503:
        return "The program itself runs on. The other profiles may work.";
      default:
        return null;
    }
  }

  private static boolean isProfile(String path) {
    return path.equals("/debug") || path.startsWith("/debug/");
  }

  private static String unknownProfile(boolean debug) {
    return debug
        ? "The page Profiles, linked above, lists all that there are."
        : "Profiles are served in debug mode only. The option debug of the agent turns it on.";
  }

  private static String login(Headers fields) {
    for (String challenge : fields.all("WWW-Authenticate")) {
      if (challenge.startsWith("Basic")) {
        return "Reload this page, and enter a name and a password of the file that the option"
            + " auth_file names.";
      }
    }
    return "A browser cannot send a token. Ask by a client that can, such as curl -H"
        + " 'Authorization: Bearer ...', or have the option auth_file name passwords.";
  }
}
