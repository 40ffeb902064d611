package tbot.diag.http.access;

import tbot.diag.files.WatchedFile;

/** Users with passwords: HTTP's Basic authentication (RFC 7617). */
final class PasswordScheme implements Scheme {

  private final WatchedFile<Users> users;

  PasswordScheme(WatchedFile<Users> users) {
    this.users = users;
  }

  @Override
  public String name() {
    return "Basic";
  }

  @Override
  public String challenge() {
    return "Basic realm=\"tbot-diag\", charset=\"UTF-8\"";
  }

  @Override
  public boolean isKnown(String credentials, String client) {
    Login login = Login.parse(credentials, client);
    return login != null && users.get().hasVerified(login);
  }

  @Override
  public boolean verify(String credentials, String client) {
    Login login = Login.parse(credentials, client);
    return login != null && users.get().verify(login);
  }
}
