package tbot.diag.profiling;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The types of a chunk, as it describes them itself: their names, numbers and fields. */
final class JfrTypes {

  /** Deeper than any description is; a damaged one must not take up the thread's stack. */
  private static final int MAX_DEPTH = 16;

  /** Stands for the type of a field that is a number into a pool. */
  private static final Integer POOLED = -1;

  private final Map<Integer, String> names = new HashMap<>();
  private final Map<String, Integer> ids = new HashMap<>();
  private final Map<Integer, List<Integer>> fields = new HashMap<>();
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
    Integer id = ids.get(name);
    return id == null ? -1 : id;
  }

  /** The name of a type; empty when there is none of that number. */
  String name(int id) {
    String name = names.get(id);
    return name == null ? "" : name;
  }

  /**
   * Leaves out fields of one value.
   *
   * @param from the first of them
   */
  void skipFields(int type, int from) {
    List<Integer> types = fields.get(type);
    if (types == null) {
      throw new IllegalArgumentException("a value of the unknown type " + type);
    }
    Integer text = ids.get("java.lang.String");
    for (int i = from; i < types.size(); i++) {
      if (types.get(i).equals(text)) {
        in.skipText();
      } else {
        in.readLong();
      }
    }
  }

  /** How many fields of a type come before its first text; 0 for an unknown type. */
  int fieldsBeforeText(int type) {
    List<Integer> types = fields.get(type);
    return types == null ? 0 : Math.max(0, types.indexOf(ids.get("java.lang.String")));
  }

  /**
   * Reads an element of the description, which is a tree.
   *
   * @param owner the fields of the type that it lies in, or null
   */
  private void readElement(List<Integer> owner, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("the description is damaged");
    }
    String element = strings[in.readInt()];
    String name = "";
    int id = POOLED;
    int type = POOLED;
    boolean pooled = false;
    for (int attributes = in.readInt(); attributes > 0; attributes--) {
      String key = strings[in.readInt()];
      String value = strings[in.readInt()];
      if (key.equals("name")) {
        name = value;
      } else if (key.equals("id")) {
        id = Integer.parseInt(value);
      } else if (key.equals("class")) {
        type = Integer.parseInt(value);
      } else if (key.equals("constantPool")) {
        pooled = value.equals("true");
      }
    }
    List<Integer> inner = null;
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
