package tbot.diag.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A profile is asked for, but the profiler's native library cannot be used. */
class ProfilerUnavailableIT {

  @TempDir Path temp;

  @Test
  void aLibDirThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    HttpResponse<String> refusal = profileWith("lib_dir=" + file);

    assertIsRefusal(refusal);
    assertThat(refusal.body()).contains(file.toString(), "lib_dir=");
  }

  @Test
  void aLibDirThatIsMissingIsNamed() throws IOException {
    HttpResponse<String> refusal = profileWith("lib_dir=" + temp.resolve("absent"));

    assertIsRefusal(refusal);
    assertThat(refusal.body()).contains("absent: no such directory", "lib_dir=");
  }

  @Test
  void aLibDirMountedNoexecIsNamed() throws IOException, InterruptedException {
    Path directory = Files.createDirectory(temp.resolve("mounted"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "noexec,size=8m", "tbot-diag-it", directory.toString()),
        "this user may not mount");
    try {
      HttpResponse<String> refusal = profileWith("lib_dir=" + directory);

      assertIsRefusal(refusal);
      assertThat(refusal.body()).contains(directory.toString(), "noexec", "lib_dir=");
      assertThat(directory).isEmptyDirectory();
    } finally {
      run("umount", directory.toString());
    }
  }

  @Test
  void aTempDirThatIsMissingIsPassedOverForTheUsersCache() throws IOException {
    Path home = Files.createDirectory(temp.resolve("home"));
    try (ChildJvm host =
        ChildJvm.java()
            .options("-Djava.io.tmpdir=" + temp.resolve("absent"), "-Duser.home=" + home)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.BurnHost")) {
      assertThat(Http.getBytes(host.awaitDiagPort(), "/debug/pprof/profile?seconds=1").statusCode())
          .isEqualTo(200);
    }
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aHostThatDeniesNativeAccessIsToldTheOption() throws IOException {
    try (ChildJvm host =
        ChildJvm.java()
            .options("--illegal-native-access=deny")
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.BurnHost")) {
      host.await(
          "the host to be ready or to give up",
          () -> host.stdout().contains("ready") || !host.process().isAlive());
      assumeTrue(host.process().isAlive(), "the JVM under test is older than 24");

      HttpResponse<String> refusal =
          Http.get(host.awaitDiagPort(), "/debug/pprof/profile?seconds=1");

      assertIsRefusal(refusal);
      assertThat(refusal.body()).contains("--enable-native-access=ALL-UNNAMED");
    }
  }

  private static HttpResponse<String> profileWith(String option) throws IOException {
    try (ChildJvm host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug," + option)
            .run("tbot.diag.hosts.IdleHost")) {
      return Http.get(host.awaitDiagPort(), "/debug/pprof/profile?seconds=1");
    }
  }

  private static void assertIsRefusal(HttpResponse<String> refusal) {
    assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(503);
    assertThat(refusal.headers().firstValue("X-Go-Pprof")).contains("1");
    assertThat(refusal.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(refusal.headers().firstValue("Content-Disposition")).isEmpty();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return false;
    }
    process.getInputStream().readAllBytes();
    return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
  }
}
