package tbot.diag.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The options in a YAML file. Keys that are not ours are ignored, so that a tbot.yaml serves as it
 * is: its own {@code diag_addr} and {@code debug} mean the same here.
 */
final class ConfigFile {

  private final String path;
  private final OptionValues values = new OptionValues();

  private ConfigFile(String path) {
    this.path = path;
  }

  /**
   * Reads the first document of the file.
   *
   * @throws IllegalArgumentException with one line that names the file and what is wrong with it
   */
  static OptionValues read(String path) {
    ConfigFile file = new ConfigFile(path);
    file.setAll(file.load());
    return file.values;
  }

  private Map<?, ?> load() {
    File file = new File(path);
    if (!file.exists()) {
      throw invalid("no such file");
    }
    if (!file.isFile()) {
      // A pipe or a device could keep us waiting for ever.
      throw invalid(file.isDirectory() ? "a directory, not a file" : "not a regular file");
    }
    try (InputStream in = new FileInputStream(file)) {
      Iterator<Object> documents =
          new Load(LoadSettings.builder().setLabel(path).build())
              .loadAllFromInputStream(in)
              .iterator();
      Object top = documents.hasNext() ? documents.next() : null;
      if (top == null) {
        return Collections.emptyMap();
      }
      if (!(top instanceof Map)) {
        throw invalid("the top level is " + describe(top) + "; it must be a mapping of options");
      }
      return (Map<?, ?>) top;
    } catch (IOException e) {
      throw new IllegalArgumentException(prefix() + "cannot be read: " + e.getMessage(), e);
    } catch (MarkedYamlEngineException e) {
      String where =
          e.getProblemMark().isPresent()
              ? " (line " + (e.getProblemMark().get().getLine() + 1) + ")"
              : "";
      throw new IllegalArgumentException(prefix() + "not YAML: " + e.getProblem() + where, e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(prefix() + "not YAML: " + e.getMessage(), e);
    }
  }

  private void setAll(Map<?, ?> map) {
    String addr = string(OptionValues.DIAG_ADDR, map.get(OptionValues.DIAG_ADDR));
    Boolean debug = flag(OptionValues.DEBUG, map.get(OptionValues.DEBUG));
    Boolean record = flag(OptionValues.RECORD, map.get(OptionValues.RECORD));
    String libDir = string(OptionValues.LIB_DIR, map.get(OptionValues.LIB_DIR));
    try {
      if (addr != null && !addr.isEmpty()) {
        values.setDiagAddr(addr);
      }
      if (debug != null) {
        values.setDebug(debug);
      }
      if (record != null) {
        values.setRecord(record);
      }
      if (libDir != null) {
        values.setLibDir(libDir);
      }
      setHandlers(map.get(OptionValues.SSH_HANDLER));
    } catch (IllegalArgumentException e) {
      throw e.getMessage().startsWith(prefix())
          ? e
          : new IllegalArgumentException(prefix() + e.getMessage(), e);
    }
  }

  private void setHandlers(Object value) {
    if (value instanceof String) {
      values.addSshHandlers((String) value);
    } else if (value instanceof List) {
      for (Object one : (List<?>) value) {
        if (!(one instanceof String)) {
          throw wrongType(OptionValues.SSH_HANDLER, one, "a string or a list of strings");
        }
        values.addSshHandlers((String) one);
      }
    } else if (value != null) {
      throw wrongType(OptionValues.SSH_HANDLER, value, "a string or a list of strings");
    }
  }

  private String string(String key, Object value) {
    if (value != null && !(value instanceof String)) {
      throw wrongType(key, value, "a string");
    }
    return (String) value;
  }

  private Boolean flag(String key, Object value) {
    if (value != null && !(value instanceof Boolean)) {
      throw wrongType(key, value, "true or false");
    }
    return (Boolean) value;
  }

  private IllegalArgumentException wrongType(String key, Object value, String valid) {
    return invalid(key + ": it is " + describe(value) + "; it must be " + valid);
  }

  private static String describe(Object value) {
    if (value instanceof Map) {
      return "a mapping";
    }
    if (value instanceof List) {
      return "a list";
    }
    return value instanceof String ? "the string \"" + value + "\"" : "the value " + value;
  }

  private IllegalArgumentException invalid(String what) {
    return new IllegalArgumentException(prefix() + what);
  }

  private String prefix() {
    return OptionValues.CONFIG + ": " + path + ": ";
  }
}
