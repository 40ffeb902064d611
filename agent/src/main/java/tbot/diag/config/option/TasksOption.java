package tbot.diag.config.option;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tbot.diag.config.value.ServiceNames;
import tbot.diag.config.value.TaskSpec;

/**
 * Tasks, separated by {@code ;}. In the file, they are also the entries of {@code services} that
 * have a method; the others are tbot's and ignored.
 */
final class TasksOption extends ListOption<TaskSpec> {

  private static final String FILE_KEY = "services";

  TasksOption(String key) {
    super(key, ";");
  }

  @Override
  TaskSpec parse(String text) {
    return TaskSpec.parse(text);
  }

  /** Both keys of the file together. */
  @Override
  public Object valueIn(Map<?, ?> file) {
    Object tasks = super.valueIn(file);
    Object services = file.get(FILE_KEY);
    if (!(services instanceof List) && !TaskMapping.isTask(services)) {
      return tasks;
    }
    List<Object> all = new ArrayList<Object>(listOf(tasks));
    for (Object entry : listOf(services)) {
      if (TaskMapping.isTask(entry)) {
        all.add(entry);
      }
    }
    return all.isEmpty() ? null : all;
  }

  private static List<?> listOf(Object value) {
    if (value == null) {
      return Collections.emptyList();
    }
    return value instanceof List ? (List<?>) value : Collections.singletonList(value);
  }

  @Override
  void addYaml(Object one, List<TaskSpec> values) {
    if (TaskMapping.isTask(one)) {
      values.add(TaskMapping.read((Map<?, ?>) one));
    } else {
      super.addYaml(one, values);
    }
  }

  @Override
  String validYaml() {
    return "a list of strings or of mappings with a method";
  }

  @Override
  void validate(List<TaskSpec> values) {
    Set<String> names = new HashSet<String>();
    for (TaskSpec task : values) {
      ServiceNames.requireUnused(task.name(), names, "tasks");
    }
  }
}
