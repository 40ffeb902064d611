package tbot.diag.cli.service;

import java.util.ArrayList;
import java.util.List;

/** What {@code /status} of a session answers: lines of a key and a value. */
public final class StatusAnswer {

  private final List<String[]> lines = new ArrayList<String[]>();

  /** Reads an answer. */
  public StatusAnswer(String text) {
    for (String line : text.split("\n", -1)) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        lines.add(new String[] {line.substring(0, colon), line.substring(colon + 2)});
      }
    }
  }

  /** The value of a key; null if there is none. */
  public String get(String key) {
    List<String> values = all(key);
    return values.isEmpty() ? null : values.get(0);
  }

  /** Whether the value of a key is {@code true}. */
  public boolean is(String key) {
    return "true".equals(get(key));
  }

  /** All values of a key. */
  public List<String> all(String key) {
    List<String> values = new ArrayList<String>();
    for (String[] line : lines) {
      if (line[0].equals(key)) {
        values.add(line[1]);
      }
    }
    return values;
  }
}
