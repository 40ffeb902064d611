package tbot.diag.it.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.machine.Command;
import tbot.diag.it.machine.Command.Result;

/** {@code JAVA_TOOL_OPTIONS} also puts the agent into the tools of the JDK. */
@Timeout(600)
class ToolOptionsIT {

  private static final Path TOOLS = Path.of(System.getProperty("java.home"), "bin");

  @TempDir Path folder;

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "javac -d classes -Xlint:all Bot.java",
        "javap -cp classes java.lang.Runnable",
        "javadoc -quiet -Xdoclint:none -d doc Bot.java",
        "jar --list --file archive.jar",
        "jarsigner -verify archive.jar",
        "keytool -genkeypair -alias a -keyalg EC -dname CN=a -storepass secret -keystore ID.p12",
        "keytool -help",
        "jcmd -h",
        "jstat -options",
        "jinfo -h",
        "jps -h",
        "jdeps --version",
        "jlink --list-plugins",
        "jmod --version",
        "jshell -J-Djava.util.prefs.userRoot=. --feedback silent script.jsh",
      })
  void jdkToolsPrintTheSame(String command) throws Exception {
    Files.writeString(
        folder.resolve("Bot.java"),
        "/** A bot. */ public class Bot { public static void main(String[] a)"
            + " { System.out.println(\"a bot\"); } }");
    Files.writeString(folder.resolve("script.jsh"), "System.out.println(6 * 7)\n/exit\n");
    Files.createDirectories(folder.resolve("classes"));
    Files.createDirectories(folder.resolve(".java/.userPrefs"));
    run(false, "jar --create --file archive.jar Bot.java");

    Result without = run(false, command.replace("ID", "without"));
    Result with = run(true, command.replace("ID", "with"));

    List<String> printed = new ArrayList<>(with.output().lines().toList());
    assertThat(printed.removeIf(line -> line.startsWith("Picked up JAVA_TOOL_OPTIONS: ")))
        .as("the tool's JVM saw the variable")
        .isTrue();
    assertThat(printed).isEqualTo(without.output().lines().toList());
    assertThat(with.status()).isEqualTo(without.status()).isZero();
  }

  @Execution(ExecutionMode.CONCURRENT)
  @Test
  void sourceProgramsAreHosts() throws Exception {
    assumeTrue(ChildJvm.feature() >= 11, "programs in source form need Java 11");
    Path source =
        Files.writeString(
            folder.resolve("Bot.java"),
            """
            public class Bot {
              public static void main(String[] arguments) throws java.io.IOException {
                System.out.println("ready");
                System.in.read();
              }
            }
            """);
    try (ChildJvm host = ChildJvm.java().agent("diag_addr=127.0.0.1:0").run(source.toString())) {
      host.awaitStdout("ready");
      assertThat(Http.get(host.awaitDiagPort(), "/livez").body()).isEqualTo("OK");
      host.endInput();
      assertThat(host.awaitExit()).as(host.transcript()).isZero();
    }
  }

  private Result run(boolean agent, String command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
    Path tool = TOOLS.resolve(words.get(0));
    assumeTrue(Files.isExecutable(tool), "the JDK that runs the tests has no " + tool);
    words.set(0, tool.toString());
    Command run = Command.of(words).in(folder).without(ChildJvm.VARIABLES);
    if (agent) {
      run.environment(
          "JAVA_TOOL_OPTIONS",
          "-javaagent:" + Artifacts.agentJar() + "=diag_addr=127.0.0.1:0,debug");
    }
    return run.run(folder);
  }
}
