package tbot.diag.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The header fields of a request or a response, in their order. Names are compared without regard
 * to case. Immutable.
 */
public final class Headers {

  public static final Headers NONE = new Headers(new String[0]);

  /** Names and values in turn. */
  private final String[] fields;

  private Headers(String[] fields) {
    this.fields = fields;
  }

  /**
   * These fields and one more at the end; others of the same name stay.
   *
   * @throws IllegalArgumentException if the name is not a token, or if the value has control
   *     characters, which could end the field and begin another one
   */
  public Headers with(String name, String value) {
    check(name, value);
    String[] more = Arrays.copyOf(fields, fields.length + 2);
    more[fields.length] = name;
    more[fields.length + 1] = value;
    return new Headers(more);
  }

  private static void check(String name, String value) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        throw new IllegalArgumentException("a header's name has a character that is not allowed");
      }
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw new IllegalArgumentException("the header " + name + " has control characters");
      }
    }
  }

  /** The first value of a field, or null. */
  public String first(String name) {
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        return fields[i + 1];
      }
    }
    return null;
  }

  /** All values of a field. */
  public List<String> all(String name) {
    List<String> values = new ArrayList<String>();
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        values.add(fields[i + 1]);
      }
    }
    return values;
  }

  /**
   * Whether a field that is a list separated by commas, such as {@code Connection}, has an element.
   */
  public boolean lists(String name, String element) {
    for (String value : all(name)) {
      for (String one : value.split(",", -1)) {
        if (one.trim().equalsIgnoreCase(element)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The number of fields. */
  public int size() {
    return fields.length / 2;
  }

  /** The name of a field, counted from 0. */
  public String name(int index) {
    return fields[2 * index];
  }

  /** The value of a field, counted from 0. */
  public String value(int index) {
    return fields[2 * index + 1];
  }
}
