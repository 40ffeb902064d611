package tbot.diag.config;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.config.option.Option;
import tbot.diag.config.option.OptionValues;
import tbot.diag.config.option.Options;
import tbot.diag.files.OptionFile;

/** The files that the listener's TLS takes its certificate and key from. */
public final class TlsOptions {

  private final OptionFile certificate;
  private final OptionFile key;
  private final OptionFile keyPassword;
  private final OptionFile clientCa;

  private TlsOptions(
      OptionFile certificate, OptionFile key, OptionFile keyPassword, OptionFile clientCa) {
    this.certificate = certificate;
    this.key = key;
    this.keyPassword = keyPassword;
    this.clientCa = clientCa;
  }

  /**
   * Takes the options of TLS out of all options.
   *
   * @return null if there are none
   * @throws IllegalArgumentException with one line if one lacks another that it needs
   */
  static TlsOptions of(OptionValues values) {
    require(values, Options.TLS_CERT, Options.TLS_KEY);
    require(values, Options.TLS_KEY, Options.TLS_CERT);
    require(values, Options.TLS_KEY_PASSWORD_FILE, Options.TLS_KEY);
    require(values, Options.TLS_CLIENT_CA, Options.TLS_CERT);
    OptionFile certificate = values.file(Options.TLS_CERT);
    return certificate == null
        ? null
        : new TlsOptions(
            certificate,
            values.file(Options.TLS_KEY),
            values.file(Options.TLS_KEY_PASSWORD_FILE),
            values.file(Options.TLS_CLIENT_CA));
  }

  private static void require(OptionValues values, Option<File> option, Option<File> needed) {
    if (values.get(option) != null && values.get(needed) == null) {
      throw new IllegalArgumentException(
          option.key() + ": needs " + needed.key() + ", which is not given");
    }
  }

  /** The server's certificate and its chain, PEM. */
  public OptionFile certificate() {
    return certificate;
  }

  /** The private key of the certificate, PEM; may be the same file. */
  public OptionFile key() {
    return key;
  }

  /** The password of the key, on the first line; null if none is given. */
  public OptionFile keyPassword() {
    return keyPassword;
  }

  /** The certificates of those who issue clients' certificates, PEM; null: clients need none. */
  public OptionFile clientCa() {
    return clientCa;
  }

  /** All files that are given. */
  public List<OptionFile> files() {
    List<OptionFile> files = new ArrayList<OptionFile>();
    files.add(certificate);
    files.add(key);
    if (keyPassword != null) {
      files.add(keyPassword);
    }
    if (clientCa != null) {
      files.add(clientCa);
    }
    return files;
  }

  /** Whether both name the same files for the same purposes. */
  @Override
  public boolean equals(Object other) {
    return other instanceof TlsOptions && files().equals(((TlsOptions) other).files());
  }

  @Override
  public int hashCode() {
    return files().hashCode();
  }
}
