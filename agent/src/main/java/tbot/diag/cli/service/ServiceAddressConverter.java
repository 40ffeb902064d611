package tbot.diag.cli.service;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the address of an option. Its login may be in an environment variable, since other users of
 * the machine can read the arguments of a process.
 */
public final class ServiceAddressConverter implements ITypeConverter<ServiceAddress> {

  static final String VARIABLE = "TBOT_DIAG_LOGIN";

  /** What can be given, for the description of an option. */
  public static final String FORMS =
      "HOST:PORT, a URL of http or https, or unix:/PATH of a socket; with USER:PASSWORD@ in the"
          + " URL, or unix://USER:PASSWORD@/PATH, if it wants a login, or USER:PASSWORD in the"
          + " environment variable "
          + VARIABLE;

  private final String login;

  /** Takes the login of the environment of this process. */
  public ServiceAddressConverter() {
    this(System.getenv(VARIABLE));
  }

  /**
   * The same with another login.
   *
   * @param login null or empty for none
   */
  ServiceAddressConverter(String login) {
    this.login = login;
  }

  @Override
  public ServiceAddress convert(String text) {
    try {
      ServiceAddress address = ServiceAddress.parse(text);
      return login == null || login.isEmpty() ? address : address.withLogin(valid(login));
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static String valid(String login) {
    if (login.indexOf(':') < 1) {
      throw new IllegalArgumentException("the variable " + VARIABLE + " is not USER:PASSWORD");
    }
    return login;
  }
}
