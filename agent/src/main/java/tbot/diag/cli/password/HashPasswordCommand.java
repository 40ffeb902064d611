package tbot.diag.cli.password;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Reason;
import tbot.diag.password.PasswordHash;

/** Prints a line for the file that the option {@code auth_file} names. */
@Command(
    name = "hash-password",
    description = {
      "Print a line for the file of the option auth_file: the user and a hash of the password.",
      "Reads the password from the terminal, twice, or from a pipe, of which it is the first line."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  java -jar tbot-diag.jar hash-password ann >> logins",
      "  java -jar tbot-diag.jar hash-password --cost 12 ann < password.txt"
    })
public final class HashPasswordCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "USER", description = "name of the user")
  private String user;

  @Option(
      names = "--pbkdf2",
      description = "hash by PBKDF2 with SHA-512 instead of bcrypt; takes any length")
  private boolean pbkdf2;

  @Option(
      names = "--cost",
      paramLabel = "N",
      description = {
        "for bcrypt the binary logarithm of its rounds, 4 to 14 (default: 10, some 60 ms);",
        "for PBKDF2 its rounds, 1000 to 2000000 (default: 210000)"
      })
  private Integer cost;

  /** Asked when the command runs: every run of the jar makes an object of every command. */
  private final Supplier<PasswordSource> source;

  public HashPasswordCommand() {
    this(PasswordSource::find);
  }

  HashPasswordCommand(Supplier<PasswordSource> source) {
    this.source = source;
  }

  @Override
  public void run() {
    requireUser();
    try {
      spec.commandLine().getOut().println(user + ':' + hash(read()).text());
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(e.getMessage());
    } catch (IOException e) {
      throw new CommandFailure("the password cannot be read: " + Reason.of(e));
    }
  }

  private void requireUser() {
    boolean valid = !user.isEmpty() && user.charAt(0) != '#' && user.equals(user.trim());
    for (int i = 0; i < user.length(); i++) {
      valid &= user.charAt(i) != ':' && !Character.isISOControl(user.charAt(i));
    }
    if (!valid) {
      throw new CommandFailure(
          "a name of a user is not empty, does not begin with #, and has no colons in it");
    }
  }

  private byte[] read() throws IOException {
    PasswordSource passwords = source.get();
    byte[] password = passwords.read("Password of " + user + ": ");
    if (passwords.isTyped() && !Arrays.equals(password, passwords.read("Again: "))) {
      throw new CommandFailure("the two passwords are not the same");
    }
    return password;
  }

  private PasswordHash hash(byte[] password) {
    if (pbkdf2) {
      return PasswordHash.pbkdf2(password, cost == null ? PasswordHash.PBKDF2_ROUNDS : cost);
    }
    return PasswordHash.bcrypt(password, cost == null ? PasswordHash.BCRYPT_COST : cost);
  }
}
