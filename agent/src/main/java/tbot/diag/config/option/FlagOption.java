package tbot.diag.config.option;

/** An option that is on or off. */
final class FlagOption extends Option<Boolean> {

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
    if (!(value instanceof Boolean)) {
      throw wrongType(value, "true or false");
    }
    return (Boolean) value;
  }
}
