package tbot.diag.http.engine.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Requests as the plainest of parsers splits them: by line feeds, empty lines and lengths. */
final class PlainRequests {

  private final String sent;
  private int next;

  PlainRequests(byte[] sent) {
    this.sent = new String(sent, ISO_8859_1);
  }

  /** The lines of the next head, without the empty one at its end. */
  List<String> head() {
    List<String> lines = new ArrayList<>();
    while (true) {
      String line = line();
      if (!line.isEmpty()) {
        lines.add(line);
      } else if (!lines.isEmpty()) {
        return lines;
      }
    }
  }

  private String line() {
    int end = sent.indexOf('\n', next);
    String line = sent.substring(next, end);
    next = end + 1;
    return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
  }

  /** The next bytes; null if there are fewer. */
  String body(int length) {
    if (sent.length() - next < length) {
      return null;
    }
    next += length;
    return sent.substring(next - length, next);
  }
}
