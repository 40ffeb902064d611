package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tbot.diag.it.machine.LocalPort;

/** {@code bin/sshd.sh} of Apache MINA SSHD, which accepts a password that equals the user name. */
final class SshdCli extends RealHost {

  private static final String USER = "user";
  private static final int TERMINATED = 128 + 15;

  private final int port = LocalPort.free();
  private final MainJob job = new SshLogins(folder(), port, USER, USER);

  SshdCli(Path folder) throws IOException {
    super(folder);
  }

  @Override
  List<String> command(List<String> jvmOptions) throws IOException {
    // sshd.sh changes to this folder and writes its host key there: key.ser.
    Files.createDirectories(base());
    return List.of(
        "sh",
        unpacked("apache-sshd").resolve("bin/sshd.sh").toString(),
        "-p",
        Integer.toString(port));
  }

  @Override
  Map<String, String> environment(List<String> jvmOptions) {
    return Map.of(
        "SSHD_BASE", base().toString(), "JAVA_OPTS", "-Xmx256M " + String.join(" ", jvmOptions));
  }

  @Override
  void awaitReady() {
    child().awaitStderr("Starting SSHD on port");
    child().await("the listener", () -> LocalPort.isListenedOn(port));
  }

  @Override
  MainJob job() {
    return job;
  }

  @Override
  int exitCode() {
    return TERMINATED;
  }

  private Path base() {
    return folder().resolve("base");
  }
}
