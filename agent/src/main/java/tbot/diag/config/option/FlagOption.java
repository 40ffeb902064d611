package tbot.diag.config.option;

import java.util.Arrays;
import java.util.List;

/** An option that is on or off. */
final class FlagOption extends Option<Boolean> {

  // Words of YAML 1.1 that tbot's parser takes for flags, and no others: Go's yaml.v3, decode.go.
  private static final List<String> YAML_1_1_ON =
      Arrays.asList("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
  private static final List<String> YAML_1_1_OFF =
      Arrays.asList("n", "N", "no", "No", "NO", "off", "Off", "OFF");

  FlagOption(String key) {
    super(key);
  }

  @Override
  Boolean ofArgument(String text, Boolean before) {
    if (text == null || text.equals("true")) {
      return true;
    }
    if (text.equals("false")) {
      return false;
    }
    throw new IllegalArgumentException(
        "\"" + text + "\": use " + key() + ", " + key() + "=true or " + key() + "=false");
  }

  @Override
  Boolean ofYaml(Object value) {
    if (value instanceof Boolean) {
      return (Boolean) value;
    }
    if (YAML_1_1_ON.contains(value)) {
      return true;
    }
    if (YAML_1_1_OFF.contains(value)) {
      return false;
    }
    throw wrongType(value, "true or false");
  }
}
