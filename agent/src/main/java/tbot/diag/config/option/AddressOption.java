package tbot.diag.config.option;

import tbot.diag.config.value.ListenAddress;

/** An address to listen on. Empty in the file, it is none: tbot writes it so. */
final class AddressOption extends TextOption<ListenAddress> {

  AddressOption(String key) {
    super(key);
  }

  @Override
  ListenAddress parse(String text) {
    return ListenAddress.parse(text);
  }

  @Override
  ListenAddress ofYaml(Object value) {
    return "".equals(value) ? null : super.ofYaml(value);
  }
}
