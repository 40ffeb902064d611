package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import tbot.diag.it.machine.LocalPort;

/** {@code bin/karaf run} in a copy of the distribution, as Karaf writes into its folder. */
final class Karaf extends RealHost {

  private static final String USER = "karaf";
  private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int port = LocalPort.free();
  private final MainJob job = new SshLogins(folder(), port, USER, USER);

  Karaf(Path folder) throws IOException {
    super(folder);
  }

  @Override
  List<String> command(List<String> jvmOptions) throws IOException {
    copy(unpacked("apache-karaf"), home());
    Path settings = home().resolve("etc");
    replace(settings.resolve("users.properties"), "#karaf = ", "karaf = ");
    replace(settings.resolve("users.properties"), "#_g_\\:", "_g_\\:");
    Path shell = settings.resolve("org.apache.karaf.shell.cfg");
    replace(shell, "sshPort = 8101", "sshPort = " + port);
    replace(shell, "sshHost = 0.0.0.0", "sshHost = 127.0.0.1");
    Path management = settings.resolve("org.apache.karaf.management.cfg");
    replace(management, "rmiRegistryPort = 1099", "rmiRegistryPort = " + LocalPort.free());
    replace(management, "rmiServerPort = 44444", "rmiServerPort = " + LocalPort.free());
    return List.of("sh", home().resolve("bin/karaf").toString(), "run");
  }

  @Override
  Map<String, String> environment(List<String> jvmOptions) {
    return Map.of("EXTRA_JAVA_OPTS", String.join(" ", jvmOptions));
  }

  @Override
  void awaitReady() {
    child().awaitStdout(" Done.");
    // A bundle restarts when its settings are read late, the SSH console too.
    long[] since = {System.nanoTime()};
    child()
        .await(
            "the SSH console, for a while",
            () -> {
              long now = System.nanoTime();
              since[0] = LocalPort.isListenedOn(port) ? since[0] : now;
              return now - since[0] > STEADY_NANOS;
            });
  }

  @Override
  MainJob job() {
    return job;
  }

  @Override
  void requestStop() throws Exception {
    runBeside(List.of("sh", home().resolve("bin/stop").toString()));
  }

  @Override
  int exitCode() {
    return 0;
  }

  @Override
  List<Pattern> unsteady() {
    // Karaf starts its bundles on several threads. Also without the agent, a bundle that starts
    // before its dependencies waits for them or restarts. Events may still be pending at the end.
    // Threads that read the settings log only after the settings of the log have been read.
    return List.of(
        Pattern.compile(".*\\[(?:fileinstall-|CM Configuration Updater ).*"),
        Pattern.compile("\\[[^\\]]*(?:thread-#|FelixStartLevel|FelixDispatchQueue[^\\]]*)\\]"),
        Pattern.compile(".* (?:Registering|Unregistering|Command registration delayed) .*"),
        Pattern.compile(".* No detected/configured IoServiceFactoryFactory; .*"),
        Pattern.compile(".* java\\.rmi\\.server\\.hostname system property is already set .*"),
        Pattern.compile(".* Task rejected for JMX Notification dispatch .*"),
        Pattern.compile("WARNING: EventAdmin: Event Task Processing Interrupted\\. .*"));
  }

  private Path home() {
    return folder().resolve("karaf");
  }
}
