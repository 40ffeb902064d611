package tbot.diag.it.profiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.it.driver.Http;
import tbot.diag.it.jvm.ChildJvm;

/** The agent's files are private as long as they have a name. */
@Timeout(600)
class PrivateFilesIT {

  private static final String LIBRARY = ".so";
  private static final String RECORDING = ".jfr";
  private static final String COPY = ".jar";
  private static final String FOLDER = "folder";

  /** A file has a name for a few milliseconds, in which the observer may not be running. */
  private static final int HOSTS = 20;

  @TempDir Path directory;

  /** The observed modes: of folders, and of files by the end of their names. */
  private final Map<String, Set<String>> modes = new ConcurrentHashMap<>();

  private volatile boolean over;

  @Test
  void theUmaskOfTheHostDoesNotMatter() throws Exception {
    assumeTrue(
        Files.getFileAttributeView(directory, PosixFileAttributeView.class) != null,
        "this file system has no modes");
    Thread observer = new Thread(this::observe, "observer");
    observer.start();
    try {
      for (int i = 0;
          i < HOSTS && !modes.keySet().containsAll(Set.of(FOLDER, LIBRARY, RECORDING, COPY));
          i++) {
        useTheProfiler();
      }
    } finally {
      over = true;
      observer.join();
    }
    assertThat(modes.remove(FOLDER)).containsExactly("rwx------");
    assertThat(modes).containsKeys(LIBRARY, RECORDING);
    assertThat(modes.values()).as(modes.toString()).allMatch(Set.of("rw-------")::equals);
    assertThat(directory).isEmptyDirectory();
  }

  private void useTheProfiler() throws IOException {
    try (ChildJvm host =
        ChildJvm.java()
            .before("sh", "-c", "umask 000; exec \"$@\"", "sh")
            .options("-Djava.io.tmpdir=" + directory)
            .agent("diag_addr=127.0.0.1:0,debug")
            .run("tbot.diag.hosts.BurnHost")) {
      int port = host.awaitDiagPort();
      assertThat(Http.getBytes(port, "/debug/pprof/profile?seconds=1").statusCode()).isEqualTo(200);
      assertThat(Http.getBytes(port, "/debug/pprof/trace?seconds=1").statusCode()).isEqualTo(200);
    }
  }

  private void observe() {
    while (!over) {
      observe(directory);
    }
  }

  private void observe(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        note(entry);
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The file has lost its name meanwhile.
    }
  }

  private void note(Path entry) throws IOException {
    PosixFileAttributes attributes = Files.readAttributes(entry, PosixFileAttributes.class);
    String name = entry.getFileName().toString();
    String sort =
        attributes.isDirectory() ? FOLDER : name.substring(Math.max(0, name.lastIndexOf('.')));
    if (attributes.isDirectory() && name.startsWith("hsperfdata")) {
      return;
    }
    modes
        .computeIfAbsent(sort, any -> new ConcurrentSkipListSet<>())
        .add(PosixFilePermissions.toString(attributes.permissions()));
    if (attributes.isDirectory()) {
      observe(entry);
    }
  }
}
