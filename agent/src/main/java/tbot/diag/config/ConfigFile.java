package tbot.diag.config;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The options in a YAML file. Other keys are ignored, so that tbot's own file can be used as it is:
 * its {@code diag_addr} and {@code debug} mean the same here.
 */
final class ConfigFile {

  /** Far more than a bot's file has; a number of more digits would take seconds to parse. */
  private static final long MAX_BYTES = 256 * 1024;

  private final String path;
  private final OptionValues values = new OptionValues();

  private ConfigFile(String path) {
    this.path = path;
  }

  /**
   * Reads the first document of the file.
   *
   * @throws IllegalArgumentException if the file cannot be read or a value is not valid; the
   *     message is one line with the path and the reason
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
      // Reading a pipe or a device might never end.
      throw invalid(file.isDirectory() ? "a directory, not a file" : "not a regular file");
    }
    if (file.length() > MAX_BYTES) {
      throw invalid("too large: " + file.length() + " bytes; at most " + MAX_BYTES);
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
        throw invalid(
            "the top level is " + Option.describe(top) + "; it must be a mapping of options");
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
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException(prefix() + "nested too deeply", e);
    } catch (YamlEngineException e) {
      throw new IllegalArgumentException(prefix() + "not YAML: " + e.getMessage(), e);
    }
  }

  private void setAll(Map<?, ?> map) {
    for (Option<?> option : Options.ALL) {
      if (option.isInFile()) {
        try {
          values.putYaml(option, map.get(option.key()));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(prefix() + e.getMessage(), e);
        }
      }
    }
  }

  private IllegalArgumentException invalid(String what) {
    return new IllegalArgumentException(prefix() + what);
  }

  private String prefix() {
    return Options.CONFIG.key() + ": " + path + ": ";
  }
}
