package tbot.diag.profiling.jfr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of a chunk: their names, ids and fields, from the metadata event of the chunk. */
final class JfrTypes {

  /** More than any metadata has. Damaged metadata must not overflow the thread's stack. */
  private static final int MAX_DEPTH = 16;

  /**
   * In characters. The longest is a description of some hundred. Each field's type is compared with
   * one of them.
   */
  private static final int MAX_STRING = 10_000;

  /** Stands for the type of a field that is the id of a constant. */
  private static final String POOLED = "";

  // Ids are decimal strings, as the metadata has them.
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Map<String, List<String>> fields = new HashMap<>();
  private final Map<Integer, int[]> layouts = new HashMap<>();
  private final JfrInput in;
  private final String[] stringTable;

  /**
   * Reads the metadata event.
   *
   * @param position where it begins
   */
  JfrTypes(JfrInput in, int position) {
    this.in = in;
    in.seek(position);
    // Size, type, start, duration and id of the metadata.
    in.skipNumbers(5);
    stringTable = new String[in.readCount()];
    for (int i = 0; i < stringTable.length; i++) {
      stringTable[i] = in.readString();
      if (stringTable[i] != null && stringTable[i].length() > MAX_STRING) {
        throw damaged();
      }
    }
    readElement(null, 0);
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("the metadata is damaged");
  }

  /** The id of a type, such as {@code jdk.ExecutionSample}; -1 if the chunk has no such type. */
  int id(String name) {
    String id = ids.get(name);
    return id == null ? -1 : Integer.parseInt(id);
  }

  /** The name of a type; empty if no type has this id. */
  String name(int id) {
    String name = names.get(Integer.toString(id));
    return name == null ? "" : name;
  }

  /**
   * The layout of the values of a type: how many numbers precede the first string, then how many
   * follow each string. A string itself has no fields; its layout is one string.
   */
  int[] layout(int type) {
    int[] known = layouts.get(type);
    if (known == null) {
      known = newLayout(type);
      layouts.put(type, known);
    }
    return known;
  }

  private int[] newLayout(int type) {
    String string = ids.get("java.lang.String");
    String wanted = Integer.toString(type);
    if (wanted.equals(string)) {
      return new int[] {0, 0};
    }
    List<String> types = fields.get(wanted);
    if (types == null) {
      throw new IllegalArgumentException("a value of unknown type " + type);
    }
    int[] numbers = new int[types.size() + 1];
    int strings = 0;
    for (String field : types) {
      if (field.equals(string)) {
        strings++;
      } else {
        numbers[strings]++;
      }
    }
    return Arrays.copyOf(numbers, strings + 1);
  }

  /** How many fields of a type precede its first string; 0 for an unknown type. */
  int fieldsBeforeString(int type) {
    return fields.containsKey(Integer.toString(type)) ? layout(type)[0] : 0;
  }

  /**
   * Reads an element of the metadata, which is a tree, with its children.
   *
   * @param owner the fields of the type that contains the element, or null
   */
  private void readElement(List<String> owner, int depth) {
    if (depth > MAX_DEPTH) {
      throw damaged();
    }
    String element = stringTable[in.readInt()];
    String name = "";
    String id = "";
    String type = "";
    boolean pooled = false;
    for (int attributes = in.readInt(); attributes > 0; attributes--) {
      String key = stringTable[in.readInt()];
      String value = stringTable[in.readInt()];
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
