package tbot.diag.http.access;

import java.util.function.Supplier;

/** Tokens, which are long enough not to be guessed: Bearer authentication (RFC 6750). */
final class TokenScheme implements Scheme {

  private final Supplier<Tokens> tokens;

  TokenScheme(Supplier<Tokens> tokens) {
    this.tokens = tokens;
  }

  @Override
  public String name() {
    return "Bearer";
  }

  @Override
  public String challenge() {
    return "Bearer realm=\"tbot-diag\"";
  }

  @Override
  public boolean isKnown(String credentials, String client) {
    return tokens.get().contains(credentials);
  }

  @Override
  public boolean verify(String credentials, String client) {
    return false;
  }
}
