package tbot.diag.config.option;

import tbot.diag.config.value.HandlerSpec;

/** Methods of the host, separated by {@code ;}: there are commas between parameter types. */
final class HandlersOption extends ListOption<HandlerSpec> {

  HandlersOption(String key) {
    super(key, ";");
  }

  @Override
  HandlerSpec parse(String text) {
    return HandlerSpec.parse(text);
  }
}
