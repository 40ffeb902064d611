package tbot.diag.health;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;

/**
 * The JSON of the health endpoints, byte for byte as Go's {@code json.MarshalIndent} writes it in
 * tbot: indented by two spaces, services sorted by name, no final line break.
 */
final class StatusJson {

  private static final String INDENT = "  ";

  private final StringBuilder out = new StringBuilder();

  private StatusJson() {}

  /** One service. */
  static String of(ServiceStatus status) {
    StatusJson json = new StatusJson();
    json.appendStatus(status, "");
    return json.out.toString();
  }

  /** The whole process and its services. */
  static String of(Health overall, SortedMap<String, ServiceStatus> services, long pid) {
    StatusJson json = new StatusJson();
    json.appendOverall(overall, services);
    json.out.append(",\n" + INDENT + "\"pid\": ").append(pid).append("\n}");
    return json.out.toString();
  }

  /** The answer for an unknown service. */
  static String unknownService(String name) {
    StatusJson json = new StatusJson();
    json.out.append("{\n" + INDENT + "\"error\": ");
    json.appendString("Service named " + GoQuote.of(name) + " not found.");
    json.out.append("\n}");
    return json.out.toString();
  }

  private void appendOverall(Health overall, SortedMap<String, ServiceStatus> services) {
    out.append("{\n" + INDENT + "\"status\": ");
    appendString(overall.toString());
    out.append(",\n" + INDENT + "\"services\": {");
    String separator = "\n";
    for (Map.Entry<String, ServiceStatus> service : services.entrySet()) {
      out.append(separator).append(INDENT + INDENT);
      appendString(service.getKey());
      out.append(": ");
      appendStatus(service.getValue(), INDENT + INDENT);
      separator = ",\n";
    }
    out.append(services.isEmpty() ? "}" : "\n" + INDENT + "}");
  }

  private void appendStatus(ServiceStatus status, String indent) {
    out.append("{\n").append(indent).append(INDENT + "\"status\": ");
    appendString(status.health().toString());
    if (status.reason() != null && !status.reason().isEmpty()) {
      out.append(",\n").append(indent).append(INDENT + "\"reason\": ");
      appendString(status.reason());
    }
    out.append(",\n").append(indent).append(INDENT + "\"updated_at\": ");
    if (status.updatedAtMillis() == 0) {
      out.append("null");
    } else {
      appendString(time(status.updatedAtMillis()));
    }
    out.append('\n').append(indent).append('}');
  }

  /** RFC 3339 as Go writes it: no zeros at the end of the fraction. */
  private static String time(long millis) {
    String text = Instant.ofEpochMilli(millis).toString();
    int end = text.length() - 1;
    while (text.indexOf('.') >= 0 && text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end) + 'Z';
  }

  private void appendString(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      appendChar(text.charAt(i));
    }
    out.append('"');
  }

  private void appendChar(char c) {
    switch (c) {
      case '"':
      case '\\':
        out.append('\\').append(c);
        break;
      case '\b':
        out.append("\\b");
        break;
      case '\f':
        out.append("\\f");
        break;
      case '\n':
        out.append("\\n");
        break;
      case '\r':
        out.append("\\r");
        break;
      case '\t':
        out.append("\\t");
        break;
      default:
        if (needsEscape(c)) {
          out.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit((c >> shift) & 0xf, 16));
          }
        } else {
          out.append(c);
        }
    }
  }

  /** The characters that JSON requires to be escaped, and those that Go escapes for HTML. */
  private static boolean needsEscape(char c) {
    return c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029';
  }
}
