package demo.bot;

/** The addresses of the bot's parts that all commands agree on, unless an option changes them. */
final class DefaultAddresses {

  static final String JUMP_HOST = "127.0.0.1:2222";
  static final String TARGET = "127.0.0.1:2223";

  private DefaultAddresses() {}
}
