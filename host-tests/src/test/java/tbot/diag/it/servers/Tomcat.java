package tbot.diag.it.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tbot.diag.it.machine.LocalPort;

/** {@code bin/catalina.sh run} with its own {@code CATALINA_BASE}. */
final class Tomcat extends RealHost {

  private static final String SERVER = "apache-tomcat";

  private final int port = LocalPort.free();
  private final int shutdownPort = LocalPort.free();
  private final MainJob job = new HelloPage(port, "Apache Tomcat/11.");

  Tomcat(Path folder) throws IOException {
    super(folder);
  }

  @Override
  List<String> command(List<String> jvmOptions) throws IOException {
    copy(unpacked(SERVER).resolve("conf"), base().resolve("conf"));
    Path configuration = base().resolve("conf/server.xml");
    replace(configuration, "port=\"8005\"", "port=\"" + shutdownPort + "\"");
    replace(
        configuration,
        "<Connector port=\"8080\"",
        "<Connector address=\"127.0.0.1\" port=\"" + port + "\"");
    for (String folder : List.of("logs", "temp", "webapps", "work")) {
      Files.createDirectory(base().resolve(folder));
    }
    copy(webApplication(), base().resolve("webapps/hello.war"));
    return List.of("sh", script(), "run");
  }

  @Override
  Map<String, String> environment(List<String> jvmOptions) {
    return Map.of(
        "CATALINA_BASE", base().toString(), "CATALINA_OPTS", String.join(" ", jvmOptions));
  }

  @Override
  void awaitReady() {
    child().awaitStderr("Server startup in");
  }

  @Override
  MainJob job() {
    return job;
  }

  @Override
  void requestStop() throws Exception {
    runBeside(List.of("sh", script(), "stop"));
  }

  @Override
  int exitCode() {
    return 0;
  }

  @Override
  List<Pattern> unsteady() {
    return List.of(
        // The rest of the line that repeats our option.
        Pattern.compile(".* Command line argument:$"),
        // Logged only when it takes more than 100 ms: it takes 10, but more on a busy machine.
        Pattern.compile(".* Creation of SecureRandom instance for session ID generation .*"));
  }

  private Path base() {
    return folder().resolve("base");
  }

  private static String script() throws IOException {
    return unpacked(SERVER).resolve("bin/catalina.sh").toString();
  }
}
