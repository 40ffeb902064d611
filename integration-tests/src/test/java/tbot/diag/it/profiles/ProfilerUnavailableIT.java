package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;
import tbot.diag.it.jvm.OnEachJvm;
import tbot.diag.it.machine.Mount;
import tbot.diag.it.pprof.PprofProfile;
import tbot.diag.it.pprof.PprofRules;

/** Profiles where the profiler's library, its directory or perf events cannot be used. */
class ProfilerUnavailableIT {

  private static final String PROFILE = "/debug/pprof/profile?seconds=1";

  @TempDir Path temp;

  @Test
  void aFileAsLibDirIsReported() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));

    HttpResponse<String> refusal = profileWith("lib_dir=" + file);

    assertIsRefusal(refusal);
    assertThat(refusal.body()).contains(file.toString(), "lib_dir=");
  }

  @Test
  void aMissingLibDirIsReported() throws IOException {
    HttpResponse<String> refusal = profileWith("lib_dir=" + temp.resolve("absent"));

    assertIsRefusal(refusal);
    assertThat(refusal.body()).contains("absent: no such directory", "lib_dir=");
  }

  @Test
  void aNoexecLibDirIsReported() throws IOException, InterruptedException {
    try (Mount mount = Mount.tmpfs(temp, "noexec,size=8m")) {
      HttpResponse<String> refusal = profileWith("lib_dir=" + mount.directory());

      assertIsRefusal(refusal);
      assertThat(refusal.body()).contains(mount.directory().toString(), "noexec", "lib_dir=");
      assertThat(mount.directory()).isEmptyDirectory();
    }
  }

  @Test
  void aFullLibDirIsReported() throws IOException, InterruptedException {
    try (Mount mount = Mount.tmpfs(temp, "size=100k")) {
      HttpResponse<String> refusal = profileWith("lib_dir=" + mount.directory());

      assertIsRefusal(refusal);
      assertThat(refusal.body())
          .contains(mount.directory().toString(), "No space left on device", "lib_dir=");
      assertThat(mount.directory()).isEmptyDirectory();
    }
  }

  @Test
  void aReadOnlyLibDirIsReported() throws IOException, InterruptedException {
    try (Mount mount = Mount.tmpfs(temp, "ro,size=8m")) {
      HttpResponse<String> refusal = profileWith("lib_dir=" + mount.directory());

      assertIsRefusal(refusal);
      assertThat(refusal.body())
          .contains(mount.directory().toString(), "Read-only file system", "lib_dir=");
    }
  }

  /** World-writable without the sticky bit, as volumes of containers often are. */
  @OnEachJvm
  @Test
  void aWorldWritableLibDirWorks() throws IOException {
    Path shared = Files.createDirectory(temp.resolve("shared"));
    Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (ChildJvm host = burnHost("lib_dir=" + shared)) {
      assertThat(Http.getBytes(host.awaitDiagPort(), PROFILE).statusCode()).isEqualTo(200);
    }
    assertThat(shared).isEmptyDirectory();
  }

  @Test
  void aRemovedLibDirIsReported() throws IOException {
    Path directory = Files.createDirectory(temp.resolve("transient"));
    try (ChildJvm host = burnHost("lib_dir=" + directory)) {
      int port = host.awaitDiagPort();
      assertThat(Http.getBytes(port, PROFILE).statusCode()).isEqualTo(200);
      Files.delete(directory);

      HttpResponse<String> refusal = Http.get(port, PROFILE);
      assertIsRefusal(refusal);
      assertThat(refusal.body()).contains("no recording can be written to " + directory);

      Files.createDirectory(directory);
      assertThat(Http.getBytes(port, PROFILE).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFullDiskIsReportedInTheProfile() throws Exception {
    try (Mount mount = Mount.tmpfs(temp, "size=4m");
        ChildJvm host = burnHost("lib_dir=" + mount.directory())) {
      int port = host.awaitDiagPort();
      assertThat(Http.getBytes(port, PROFILE).statusCode()).isEqualTo(200);
      Path filler = mount.fill();

      PprofProfile profile = PprofProfile.decode(Http.getBytes(port, PROFILE).body());
      PprofRules.assertHold(profile);
      assertThat(profile.comments()).anyMatch(comment -> comment.startsWith("lost: 1 recording"));
      assertThat(mount.directory()).isDirectoryNotContaining(path -> !path.equals(filler));

      Files.delete(filler);
      assertThat(PprofProfile.decode(Http.getBytes(port, PROFILE).body()).comments())
          .noneMatch(comment -> comment.startsWith("lost: 1 recording"));
    }
  }

  @Test
  void aFullDiskBreaksARecordingOff() throws Exception {
    try (Mount mount = Mount.tmpfs(temp, "size=4m");
        ChildJvm host = burnHost("lib_dir=" + mount.directory())) {
      int port = host.awaitDiagPort();
      assertThat(Http.getBytes(port, PROFILE).statusCode()).isEqualTo(200);
      Path filler = mount.fill();

      HttpResponse<InputStream> recording = Http.begin(port, "/debug/pprof/trace?seconds=1");
      assertThatThrownBy(() -> recording.body().readAllBytes()).isInstanceOf(IOException.class);

      Files.delete(filler);
      assertThat(Http.getBytes(port, "/debug/pprof/trace?seconds=1").body()).isNotEmpty();
    }
  }

  @Test
  void withoutPerfEventsTimersAreUsed() throws Exception {
    assumeTrue(
        Mount.run("setpriv", "--reuid=65534", "--clear-groups", "true")
            && System.getProperty("tbot.diag.java") == null,
        "this user may not become another (Debian package util-linux), or the JVM needs root");
    // The other user cannot read the checkout if it is below root's home.
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwx--x--x"));
    try (ChildJvm host =
        ChildJvm.java()
            .before("setpriv", "--reuid=65534", "--clear-groups")
            .fromCopiesIn(temp)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.BurnHost")) {
      PprofProfile profile =
          PprofProfile.decode(Http.getBytes(host.awaitDiagPort(), PROFILE).body());
      assertThat(profile.comments()).contains("engine: ctimer");
    }
  }

  @Test
  void theUsersCacheReplacesAMissingTempDir() throws IOException {
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

  @OnEachJvm
  @Test
  void deniedNativeAccessNamesTheOption() throws IOException {
    assumeTrue(ChildJvm.feature() >= 24, "only Java 24 and newer can deny native access");
    try (ChildJvm host =
        ChildJvm.java()
            .options("--illegal-native-access=deny")
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.BurnHost")) {
      host.awaitStdout("ready");

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

  private static ChildJvm burnHost(String option) throws IOException {
    ChildJvm host =
        ChildJvm.java()
            .agent("diag_addr=127.0.0.1:0,debug," + option)
            .run("tbot.diag.hosts.BurnHost");
    host.awaitStdout("ready");
    return host;
  }
}
