package tbot.diag.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.jvm.Artifacts;
import tbot.diag.it.machine.Command;

/** The launcher {@code bin/tbot-diag}, in a folder as the release archive makes it. */
@Timeout(600)
class LauncherIT {

  @TempDir Path folder;
  private Path release;

  @BeforeEach
  void unpack() throws IOException {
    release = Files.createDirectory(folder.resolve("a release"));
    Files.createSymbolicLink(release.resolve("tbot-diag.jar"), Artifacts.agentJar());
    Path bin = Files.createDirectory(release.resolve("bin"));
    Path launcher = Files.copy(Artifacts.root().resolve("bin/tbot-diag"), bin.resolve("tbot-diag"));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
  }

  private void assertRuns(String launcher) throws Exception {
    String output =
        Command.of(List.of("sh", "-c", "CDPATH=.; export CDPATH; exec \"$0\" --version", launcher))
            .in(release)
            .environment("JAVA_HOME", System.getProperty("java.home"))
            .runSuccessfully(folder);
    assertThat(output.lines()).singleElement().asString().startsWith("tbot-diag ");
  }

  @Test
  void itFindsItsJarWhateverCdSearches() throws Exception {
    assertRuns("bin/tbot-diag");
  }

  @Test
  void itFindsItsJarByALink() throws Exception {
    Files.createSymbolicLink(folder.resolve("link"), Path.of("a release/bin/tbot-diag"));
    Files.createSymbolicLink(release.resolve("-link"), Path.of("../link"));
    assertRuns("./-link");
  }

  @Test
  void withoutAJarItSaysHowToBuildOne() throws Exception {
    Files.delete(release.resolve("tbot-diag.jar"));

    Command.Result result = Command.of(List.of("bin/tbot-diag")).in(release).run(folder);

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.output().lines())
        .singleElement()
        .asString()
        .startsWith("tbot-diag: there is no tbot-diag.jar in ");
  }
}
