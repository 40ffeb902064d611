package tbot.diag.cli.service;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the address of an option. */
public final class ServiceAddressConverter implements ITypeConverter<ServiceAddress> {

  @Override
  public ServiceAddress convert(String text) {
    try {
      return ServiceAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
