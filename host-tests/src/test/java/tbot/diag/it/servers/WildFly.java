package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tbot.diag.it.machine.LocalPort;

/**
 * {@code bin/standalone.sh} with its own base folder. If its log manager were not installed in
 * time, it would log an error and its log file would be empty.
 */
final class WildFly extends RealHost {

  private static final String SERVER = "wildfly";

  /** The options of {@code standalone.conf}, which {@code JAVA_OPTS} replaces. */
  private static final String DEFAULTS =
      "-Xmx512m -Djava.net.preferIPv4Stack=true"
          + " -Djboss.modules.system.pkgs=org.jboss.byteman -Djava.awt.headless=true";

  private final int port = LocalPort.free();
  private final MainJob job = new HelloPage(port, "WildFly");

  WildFly(Path folder) throws IOException {
    super(folder);
  }

  @Override
  List<String> command(List<String> jvmOptions) throws IOException {
    copy(unpacked(SERVER).resolve("standalone"), base());
    copy(webApplication(), base().resolve("deployments/hello.war"));
    return List.of(
        "sh",
        unpacked(SERVER).resolve("bin/standalone.sh").toString(),
        "-Djboss.server.base.dir=" + base(),
        "-Djboss.http.port=" + port,
        "-Djboss.https.port=" + LocalPort.free(),
        "-Djboss.management.http.port=" + LocalPort.free());
  }

  @Override
  Map<String, String> environment(List<String> jvmOptions) {
    return Map.of(
        // As its systemd unit and its container images do, so that the script forwards the signal.
        "LAUNCH_JBOSS_IN_BACKGROUND",
        "true",
        "JAVA_OPTS",
        DEFAULTS + " " + String.join(" ", jvmOptions));
  }

  @Override
  void awaitReady() {
    child().awaitStdout("WFLYSRV0025");
  }

  @Override
  MainJob job() {
    return job;
  }

  @Override
  int exitCode() {
    return 0;
  }

  @Override
  List<Path> logFiles() {
    return List.of(base().resolve("log/server.log"));
  }

  private Path base() {
    return folder().resolve("base");
  }
}
