package tbot.diag.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Methods of the host, separated by {@code ;}, in one string or several. */
final class HandlersOption extends Option<List<HandlerSpec>> {

  private static final String VALID = "a string or a list of strings";

  HandlersOption(String key) {
    super(key);
  }

  @Override
  List<HandlerSpec> ofArgument(String text, List<HandlerSpec> before) {
    List<HandlerSpec> handlers = new ArrayList<HandlerSpec>();
    if (before != null) {
      handlers.addAll(before);
    }
    addAll(text == null ? "" : text, handlers);
    return Collections.unmodifiableList(handlers);
  }

  @Override
  List<HandlerSpec> ofYaml(Object value) {
    List<?> all = value instanceof List ? (List<?>) value : Collections.singletonList(value);
    List<HandlerSpec> handlers = new ArrayList<HandlerSpec>();
    for (Object one : all) {
      if (!(one instanceof String)) {
        throw wrongType(one, VALID);
      }
      addAll((String) one, handlers);
    }
    return Collections.unmodifiableList(handlers);
  }

  @Override
  boolean repeats() {
    return true;
  }

  private static void addAll(String text, List<HandlerSpec> handlers) {
    int start = 0;
    while (start <= text.length()) {
      int end = text.indexOf(';', start);
      if (end < 0) {
        end = text.length();
      }
      String one = text.substring(start, end).trim();
      if (!one.isEmpty() || text.trim().isEmpty()) {
        handlers.add(HandlerSpec.parse(one));
      }
      start = end + 1;
    }
  }
}
