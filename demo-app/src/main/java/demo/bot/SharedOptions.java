package demo.bot;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that the bot, the target and the session command have in common. */
final class SharedOptions {

  @Option(
      names = "--state",
      paramLabel = "DIR",
      defaultValue = "demo-state",
      description = "Directory that keeps the keys between runs (default: ${DEFAULT-VALUE}).")
  private Path directory;

  @Option(
      names = "--authorized-keys",
      paramLabel = "FILE",
      description = "Keys that may log in (default: authorized_keys in the state directory).")
  private Path authorizedKeys;

  @Option(
      names = "--login",
      paramLabel = "NAME",
      defaultValue = "bot",
      description = "The only user name that may log in (default: ${DEFAULT-VALUE}).")
  private String login;

  @Option(names = "--help", usageHelp = true, description = "Show this and end.")
  @SuppressWarnings("UnusedVariable") // picocli reads it
  private boolean help;

  StateDirectory state() throws IOException {
    try {
      return StateDirectory.open(directory);
    } catch (IOException e) {
      throw new IOException("cannot use the state directory " + directory + ": " + e, e);
    }
  }

  String login() {
    return login;
  }

  Logins logins(StateDirectory state) {
    return new Logins(
        login,
        authorizedKeys == null ? state.authorizedKeys() : authorizedKeys,
        state.trustedUserAuthority());
  }
}
