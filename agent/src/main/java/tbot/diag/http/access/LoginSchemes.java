package tbot.diag.http.access;

import java.util.ArrayList;
import java.util.List;
import tbot.diag.config.AccessOptions;
import tbot.diag.files.WatchedFile;

/** The ways to log in that the options name. */
final class LoginSchemes {

  private LoginSchemes() {}

  /**
   * Reads the files.
   *
   * @throws IllegalArgumentException as {@link AccessPolicy#of}
   */
  static List<Scheme> of(AccessOptions options) {
    List<Scheme> schemes = new ArrayList<Scheme>();
    if (options.authFile() != null) {
      schemes.add(new PasswordScheme(new WatchedFile<Users>(options.authFile(), Users::parse)));
    }
    if (options.tokenFile() != null) {
      WatchedFile<Tokens> tokens = new WatchedFile<Tokens>(options.tokenFile(), Tokens::parse);
      schemes.add(new TokenScheme(tokens::get));
    }
    return schemes;
  }
}
