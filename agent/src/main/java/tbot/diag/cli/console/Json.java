package tbot.diag.cli.console;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The text of JSON values. */
public final class Json {

  private Json() {}

  /** A value of maps, collections, strings, numbers and booleans; others are their strings. */
  public static String value(Object value) {
    List<String> parts = new ArrayList<String>();
    if (value instanceof Map) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
        parts.add(string(String.valueOf(entry.getKey())) + ":" + value(entry.getValue()));
      }
      return "{" + String.join(",", parts) + "}";
    }
    if (value instanceof Collection) {
      for (Object element : (Collection<?>) value) {
        parts.add(value(element));
      }
      return "[" + String.join(",", parts) + "]";
    }
    boolean isFinite = !(value instanceof Double) || Double.isFinite((Double) value);
    return value instanceof Boolean || (value instanceof Number && isFinite)
        ? value.toString()
        : string(value == null ? null : value.toString());
  }

  /**
   * A string.
   *
   * @param text null gives {@code null}
   */
  public static String string(String text) {
    if (text == null) {
      return "null";
    }
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f || c == '\u2028' || c == '\u2029') {
        json.append("\\u").append(Integer.toHexString(0x10000 | c).substring(1));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
