package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.LocalPort;

/** This module's Spring Boot application, started by {@code java -jar}. */
final class SpringBoot extends RealHost {

  private static final int TERMINATED = 128 + 15;

  private final int port = LocalPort.free();
  private final MainJob job = new SshLogins(folder(), port, "user", "secret");

  SpringBoot(Path folder) throws IOException {
    super(folder);
  }

  @Override
  List<String> command(List<String> jvmOptions) {
    List<String> command = new ArrayList<>(ChildJvm.command());
    command.addAll(jvmOptions);
    command.add("-jar");
    command.add(Artifacts.inBuild("host-tests/target/host-tests-spring-boot.jar").toString());
    command.add("--bot.port=" + port);
    return command;
  }

  @Override
  Map<String, String> environment(List<String> jvmOptions) {
    return Map.of();
  }

  @Override
  void awaitReady() {
    child().awaitStdout("Started SshBot in");
  }

  @Override
  MainJob job() {
    return job;
  }

  @Override
  List<Pattern> unsteady() {
    // The name of a thread, of which the log shows only the end.
    return List.of(Pattern.compile("\\[[^\\]]*-thread-#\\]"));
  }

  @Override
  int exitCode() {
    return TERMINATED;
  }
}
