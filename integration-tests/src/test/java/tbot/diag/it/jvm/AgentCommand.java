package tbot.diag.it.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Runs commands of the jar in the JVM under test. */
public final class AgentCommand {

  private static final String PROPERTIES = "-XX:TieredStopAtLevel=1";

  private AgentCommand() {}

  /** Runs a command to its end, which must have this exit code. */
  public static ChildJvm run(int expectedExit, String... arguments)
      throws IOException, InterruptedException {
    return finish(expectedExit, start(Path.of(""), Collections.emptyMap(), arguments));
  }

  /** The same in another working directory. */
  public static ChildJvm runIn(Path folder, int expectedExit, String... arguments)
      throws IOException, InterruptedException {
    return finish(expectedExit, start(folder, Collections.emptyMap(), arguments));
  }

  /** Waits for the end of a command, which must have this exit code. */
  public static ChildJvm finish(int expectedExit, ChildJvm command) throws InterruptedException {
    assertThat(command.awaitExit()).as(command.transcript()).isEqualTo(expectedExit);
    return command;
  }

  /** Starts a command. */
  public static ChildJvm start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(ChildJvm.command());
    line.addAll(List.of(PROPERTIES, "-jar", Artifacts.agentJar().toString()));
    line.addAll(List.of(arguments));
    return ChildJvm.launch(line, environment, folder.toAbsolutePath());
  }
}
