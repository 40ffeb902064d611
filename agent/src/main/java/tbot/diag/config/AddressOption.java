package tbot.diag.config;

/** An address to listen on. Empty in the file, it is none: tbot writes it so. */
final class AddressOption extends TextOption<HostPort> {

  AddressOption(String key) {
    super(key);
  }

  @Override
  HostPort parse(String text) {
    return HostPort.parse(text);
  }

  @Override
  HostPort ofYaml(Object value) {
    return "".equals(value) ? null : super.ofYaml(value);
  }
}
