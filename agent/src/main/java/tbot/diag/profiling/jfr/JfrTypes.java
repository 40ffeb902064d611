package tbot.diag.profiling.jfr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of a chunk, as it describes them itself: their names, numbers and fields. */
final class JfrTypes {

  /** Deeper than any description is; a damaged one must not take up the thread's stack. */
  private static final int MAX_DEPTH = 16;

  /** Stands for the type of a field that is a number into a pool. */
  private static final String POOLED = "";

  // Numbers as they are written there.
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, List<String>> fields = new HashMap<>();
  private final JfrInput in;
  private final String[] strings;

  /**
   * Reads the description.
   *
   * @param position where it lies
   */
  JfrTypes(JfrInput in, int position) {
    this.in = in;
    in.seek(position);
    // Size, type, start, duration and number of the event.
    in.skipNumbers(5);
    strings = new String[in.readCount()];
    for (int i = 0; i < strings.length; i++) {
      strings[i] = in.readText();
    }
    readElement(null, 0);
  }

  /** The number of a type, such as {@code jdk.ExecutionSample}; -1 when there is none. */
  int id(String name) {
    String id = ids.get(name);
    return id == null ? -1 : Integer.parseInt(id);
  }

  /** The name of a type; empty when there is none of that number. */
  String name(int id) {
    String name = names.get(Integer.toString(id));
    return name == null ? "" : name;
  }

  /**
   * What a value of a type is made of: how many numbers come before its first text, then how many
   * behind each text. The one type that is not described by its fields is the text itself.
   */
  int[] layout(int type) {
    String text = ids.get("java.lang.String");
    String wanted = Integer.toString(type);
    if (wanted.equals(text)) {
      return new int[] {0, 0};
    }
    List<String> types = fields.get(wanted);
    if (types == null) {
      throw new IllegalArgumentException("a value of the unknown type " + type);
    }
    int[] numbers = new int[types.size() + 1];
    int texts = 0;
    for (String field : types) {
      if (field.equals(text)) {
        texts++;
      } else {
        numbers[texts]++;
      }
    }
    return Arrays.copyOf(numbers, texts + 1);
  }

  /** How many fields of a type come before its first text; 0 for an unknown type. */
  int fieldsBeforeText(int type) {
    return fields.containsKey(Integer.toString(type)) ? layout(type)[0] : 0;
  }

  /**
   * Reads an element of the description, which is a tree.
   *
   * @param owner the fields of the type that it lies in, or null
   */
  private void readElement(List<String> owner, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the description is damaged");
    }
    String element = strings[in.readInt()];
    String name = "";
    String id = "";
    String type = "";
    boolean pooled = false;
    for (int attributes = in.readInt(); attributes > 0; attributes--) {
      String key = strings[in.readInt()];
      String value = strings[in.readInt()];
      if (key.equals("name")) {
        name = value;
      } else if (key.equals("id")) {
        id = value;
      } else if (key.equals("class")) {
        type = value;
      } else if (key.equals("constantPool")) {
        pooled = value.equals("true");
      }
    }
    List<String> inner = null;
    if (element.equals("class")) {
      inner = new ArrayList<>();
      names.put(id, name);
      ids.put(name, id);
      fields.put(id, inner);
    } else if (element.equals("field") && owner != null) {
      owner.add(pooled ? POOLED : type);
    }
    for (int children = in.readInt(); children > 0; children--) {
      readElement(inner, depth + 1);
    }
  }
}
