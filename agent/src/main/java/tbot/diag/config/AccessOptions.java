package tbot.diag.config;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tbot.diag.config.option.OptionValues;
import tbot.diag.config.option.Options;
import tbot.diag.files.OptionFile;

/** The options that decide who may ask. Immutable; the files have not been read. */
public final class AccessOptions {

  /** Kubernetes' probes send no credentials. */
  private static final List<String> PROBES =
      Collections.unmodifiableList(Arrays.asList("/livez", "/readyz"));

  private final OptionFile authFile;
  private final OptionFile tokenFile;
  private final List<String> authExcept;
  private final List<String> allowedHosts;

  private AccessOptions(OptionValues values) {
    authFile = values.file(Options.AUTH_FILE);
    tokenFile = values.file(Options.TOKEN_FILE);
    List<String> except = values.get(Options.AUTH_EXCEPT);
    authExcept = except == null ? PROBES : except;
    List<String> hosts = values.get(Options.ALLOW_HOST);
    allowedHosts = hosts == null ? Collections.<String>emptyList() : hosts;
  }

  /**
   * Takes the options of access out of all options.
   *
   * @throws IllegalArgumentException with one line if {@code auth_except} is given and nobody has
   *     to log in: a forgotten file would leave everything open
   */
  static AccessOptions of(OptionValues values) {
    AccessOptions access = new AccessOptions(values);
    if (values.get(Options.AUTH_EXCEPT) != null && !access.requiresLogin()) {
      throw new IllegalArgumentException(
          Options.AUTH_EXCEPT.key()
              + ": needs "
              + Options.AUTH_FILE.key()
              + " or "
              + Options.TOKEN_FILE.key()
              + ", neither of which is given");
    }
    return access;
  }

  /** Whether clients have to log in. */
  public boolean requiresLogin() {
    return authFile != null || tokenFile != null;
  }

  /** The file of users and their password hashes; null for none. */
  public OptionFile authFile() {
    return authFile;
  }

  /** The file of tokens; null for none. */
  public OptionFile tokenFile() {
    return tokenFile;
  }

  /** The paths that need no login; may be empty. */
  public List<String> authExcept() {
    return authExcept;
  }

  /** Names that clients may know the host by, in lower case; may be empty. */
  public List<String> allowedHosts() {
    return allowedHosts;
  }
}
