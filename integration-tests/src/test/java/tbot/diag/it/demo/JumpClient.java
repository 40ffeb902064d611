package tbot.diag.it.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tbot.diag.it.machine.Command;
import tbot.diag.it.machine.Command.Result;

/**
 * OpenSSH's client, configured to go through the demo bot. It uses none of the user's files. It
 * knows the hosts {@code jump} and {@code target}.
 */
final class JumpClient {

  private final Path directory;
  private final Path configuration;

  /**
   * A client with one identity.
   *
   * @param directory for its files; clients in one directory know the same host keys
   * @param identity the private key file; a certificate beside it is used too
   * @param bot where the bot listens
   */
  JumpClient(Path directory, Path identity, DemoBot bot) throws IOException {
    this.directory = directory;
    this.configuration = Files.createTempFile(directory, "ssh_config", "");
    Files.writeString(
        configuration,
        """
        Host *
          HostName 127.0.0.1
          User bot
          IdentityFile "%s"
          IdentitiesOnly yes
          IdentityAgent none
          PreferredAuthentications publickey
          BatchMode yes
          ConnectTimeout 120
          GlobalKnownHostsFile /dev/null
          UserKnownHostsFile "%s"
          StrictHostKeyChecking accept-new
          CheckHostIP no
          UpdateHostKeys no
          LogLevel ERROR
        Host jump
          Port %d
          HostKeyAlias jump
        Host target
          Port %d
          HostKeyAlias target
          ProxyJump jump
        """
            .formatted(identity, directory.resolve("known_hosts"), bot.port(), bot.targetPort()));
  }

  /** A new key without a passphrase; {@code file.pub} beside it has the public half. */
  static Path newKey(Path file) throws IOException, InterruptedException {
    Command.of(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()))
        .runSuccessfully(file.getParent());
    return file;
  }

  /** Runs {@code ssh} to its end; the output has no blank ends. */
  Result ssh(String... arguments) throws IOException, InterruptedException {
    Result result = Command.of(command(arguments)).run(directory);
    return new Result(result.status(), result.output().strip());
  }

  /** Starts {@code ssh} with nothing on its input; the caller ends it. */
  Process start(String... arguments) throws IOException {
    return new ProcessBuilder(command(arguments))
        .redirectInput(new File("/dev/null"))
        .redirectErrorStream(true)
        .redirectOutput(Files.createTempFile(directory, "ssh", ".out").toFile())
        .start();
  }

  private List<String> command(String... arguments) {
    List<String> command = new ArrayList<>(List.of("ssh", "-F", configuration.toString()));
    command.addAll(List.of(arguments));
    return command;
  }
}
