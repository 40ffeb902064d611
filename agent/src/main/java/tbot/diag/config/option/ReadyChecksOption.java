package tbot.diag.config.option;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tbot.diag.config.value.CheckSpec;
import tbot.diag.config.value.ServiceNames;

/**
 * Checks, separated by {@code ;}. In the file, where the key may also be {@code ready_checks}, each
 * may be a mapping.
 */
final class ReadyChecksOption extends ListOption<CheckSpec> {

  private static final String FILE_KEY = "ready_checks";

  ReadyChecksOption(String key) {
    super(key, ";");
  }

  @Override
  CheckSpec parse(String text) {
    return CheckSpec.parse(text);
  }

  @Override
  public Object valueIn(Map<?, ?> file) {
    Object value = file.get(FILE_KEY);
    return value == null ? super.valueIn(file) : value;
  }

  @Override
  void addYaml(Object one, List<CheckSpec> values) {
    if (one instanceof Map) {
      values.add(CheckMapping.read((Map<?, ?>) one));
    } else {
      super.addYaml(one, values);
    }
  }

  @Override
  String validYaml() {
    return "a list of strings or mappings";
  }

  @Override
  void validate(List<CheckSpec> values) {
    Set<String> names = new HashSet<String>();
    for (CheckSpec check : values) {
      ServiceNames.requireUnused(check.name(), names, "checks");
    }
  }
}
