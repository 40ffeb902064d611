package tbot.diag.config;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tbot.diag.config.option.Option;
import tbot.diag.config.option.OptionValues;
import tbot.diag.config.option.Options;
import tbot.diag.files.OptionFile;

/**
 * The options in a YAML file. Other keys are ignored, so that tbot's own file can be used as it is:
 * its {@code diag_addr} and {@code debug} mean the same here.
 */
final class ConfigFile {

  /** Far more than a bot's file has; a number of more digits would take seconds to parse. */
  private static final long MAX_BYTES = 256 * 1024;

  /**
   * Lists of aliases for lists of aliases, and so on, multiply: to 60,000 elements with this many,
   * and with the library's limit of 50 to so many that their hash takes seconds.
   */
  private static final int MAX_ALIASES = 30;

  private final OptionFile file;
  private final OptionValues values = new OptionValues();

  private ConfigFile(String path) {
    file = new OptionFile(Options.CONFIG.key(), new File(path));
  }

  /**
   * Reads the first document of the file.
   *
   * @throws IllegalArgumentException if the file cannot be read or a value is not valid; the
   *     message is one line with the path and the reason
   */
  static OptionValues read(String path) {
    ConfigFile config = new ConfigFile(path);
    config.setAll(config.load());
    return config.values;
  }

  private Map<?, ?> load() {
    Object top = firstDocument(file.read(MAX_BYTES));
    if (top == null) {
      return Collections.emptyMap();
    }
    if (!(top instanceof Map)) {
      throw file.invalid(
          "the top level is " + Option.describe(top) + "; it must be a mapping of options");
    }
    return (Map<?, ?>) top;
  }

  private Object firstDocument(byte[] text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setLabel(file.file().getPath())
            // As tbot's parser, which takes True and ~ too, and not as JSON.
            .setSchema(new CoreSchema())
            .setMaxAliasesForCollections(MAX_ALIASES)
            .build();
    try {
      Iterator<Object> documents =
          new Load(settings).loadAllFromInputStream(new ByteArrayInputStream(text)).iterator();
      return documents.hasNext() ? documents.next() : null;
    } catch (MarkedYamlEngineException e) {
      String where =
          e.getProblemMark().isPresent()
              ? " (line " + (e.getProblemMark().get().getLine() + 1) + ")"
              : "";
      throw file.invalid("not YAML: " + e.getProblem() + where, e);
    } catch (StackOverflowError e) {
      throw file.invalid("nested too deeply", e);
    } catch (RuntimeException e) {
      // Not only a YamlEngineException: for some tags, the library throws others.
      throw file.invalid("not YAML: " + e.getMessage(), e);
    }
  }

  private void setAll(Map<?, ?> map) {
    for (Option<?> option : Options.ALL) {
      if (option.isInFile()) {
        try {
          values.putYaml(option, option.valueIn(map));
        } catch (IllegalArgumentException e) {
          throw file.invalid(e.getMessage(), e);
        }
      }
    }
  }
}
