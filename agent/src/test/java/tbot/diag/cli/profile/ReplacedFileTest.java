package tbot.diag.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.cli.console.CommandFailure;

class ReplacedFileTest {

  @TempDir private Path folder;

  private static void text(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void aFailureLeavesTheOldContent() throws IOException {
    Path file = Files.writeString(folder.resolve("a.jfr"), "old");

    assertThatThrownBy(
            () ->
                ReplacedFile.write(
                    file,
                    to -> {
                      text(to, "half");
                      to.flush();
                      throw new CommandFailure("it broke off");
                    }))
        .hasMessage("it broke off");

    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.jfr");
  }

  @Test
  void aFailureLeavesNoNewFile() throws IOException {
    assertThatThrownBy(
            () ->
                ReplacedFile.write(
                    folder.resolve("a.jfr"),
                    to -> {
                      throw new IOException("no");
                    }))
        .hasMessage("no");

    assertThat(names()).isEmpty();
  }

  @Test
  void theOldContentIsThereUntilTheNewOneIsComplete() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");

    ReplacedFile.write(
        file,
        to -> {
          text(to, "new");
          to.flush();
          assertThat(file).hasContent("old");
        });

    assertThat(file).hasContent("new");
    assertThat(names()).containsExactly("a");
  }

  @Test
  void anExistingFileKeepsItsPermissions() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    ReplacedFile.write(file, to -> text(to, "new"));

    assertThat(permissions(file)).isEqualTo("rw-r-----");
  }

  @Test
  void aNewFileHasTheUsualPermissions() throws IOException {
    ReplacedFile.write(folder.resolve("a"), to -> text(to, "new"));

    assertThat(permissions(folder.resolve("a")))
        .isEqualTo(permissions(Files.writeString(folder.resolve("b"), "")));
  }

  @Test
  void symbolicLinksStayLinks() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("file"));
    Path toNothing = Files.createSymbolicLink(folder.resolve("first"), Path.of("none"));

    ReplacedFile.write(link, to -> text(to, "new"));
    ReplacedFile.write(toNothing, to -> text(to, "too"));

    assertThat(file).hasContent("new");
    assertThat(folder.resolve("none")).hasContent("too");
    assertThat(link).isSymbolicLink();
    assertThat(toNothing).isSymbolicLink();
  }

  @Test
  void linksInACircleFail() throws IOException {
    Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("two"));
    Files.createSymbolicLink(folder.resolve("two"), Path.of("one"));

    assertThatThrownBy(() -> ReplacedFile.write(one, to -> text(to, "new")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void devicesAndPipesAreWrittenDirectly() throws Exception {
    ReplacedFile.write(Path.of("/dev/null"), to -> text(to, "new"));
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();

    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> reader =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    ReplacedFile.write(pipe, to -> text(to, "new"));
    assertThat(reader.get(30, TimeUnit.SECONDS)).isEqualTo("new");
  }

  @Test
  void anOpenFileIsReachedByItsDescriptor() throws Exception {
    Path file = folder.resolve("stdout");
    Process holder = new ProcessBuilder("sleep", "600").redirectOutput(file.toFile()).start();
    try {
      Path descriptor = Path.of("/proc/" + holder.pid() + "/fd/1");
      Object inode = Files.getAttribute(file, "unix:ino");

      ReplacedFile.write(descriptor, to -> text(to, "new"));

      assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
      assertThat(file).content().isEqualTo("new");
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void aMissingDirectoryFails() {
    assertThatThrownBy(() -> ReplacedFile.write(folder.resolve("no/such"), to -> text(to, "new")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
