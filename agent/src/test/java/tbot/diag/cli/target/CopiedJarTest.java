package tbot.diag.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The copy of a jar, made for this process itself. */
@Timeout(60)
class CopiedJarTest {

  private static final FileTime TIME = FileTime.fromMillis(1_500_000_000_123L);

  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void makeJar() throws IOException {
    assumeTrue(ProcProcess.isSupported(), "there is no /proc");
    jar = Files.writeString(folder.resolve("a.jar"), "content");
    Files.setLastModifiedTime(jar, TIME);
  }

  private CopiedJar copy() throws IOException {
    CopiedJar copy = CopiedJar.in(ProcProcess.self());
    copy.make(jar.toFile());
    return copy;
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void othersCanReadItByItsNameButNotListIt() throws IOException {
    CopiedJar copy = copy();
    try {
      Path path = copy.path().toPath();
      assertThat(path).hasContent("content");
      assertThat(Files.getLastModifiedTime(path)).isEqualTo(TIME);
      assertThat(permissions(path)).isEqualTo("rw-r--r--");
      assertThat(permissions(path.getParent())).isEqualTo("rwx--x--x");
    } finally {
      copy.remove();
    }
    assertThat(copy.path().getParentFile()).doesNotExist();
  }

  @Test
  void itsPathIsTheSameEachTime() throws IOException {
    CopiedJar first = copy();
    first.remove();
    CopiedJar second = copy();
    second.remove();
    assertThat(second.path()).isEqualTo(first.path());
  }

  @Test
  void whatAKilledCommandLeftIsReplaced() throws IOException {
    Path left = copy().path().toPath();
    Files.writeString(left, "old");
    Files.setLastModifiedTime(left.getParent(), TIME);

    CopiedJar copy = copy();

    assertThat(left).hasContent("content");
    copy.remove();
    assertThat(left.getParent()).doesNotExist();
  }

  @Test
  void aJarThatCannotBeReadLeavesNothing() throws IOException {
    Files.delete(jar);
    CopiedJar copy = CopiedJar.in(ProcProcess.self());
    assertThat(catchThrowable(() -> copy.make(jar.toFile()))).isInstanceOf(IOException.class);
    copy.remove();
    assertThat(copy.path().getParentFile()).doesNotExist();
  }

  @Test
  void anotherCommandIsNotWaitedForWithoutEnd() throws IOException {
    CopiedJar other = copy();
    CopiedJar copy = CopiedJar.in(ProcProcess.self());

    assertThat(catchThrowable(() -> copy.make(jar.toFile(), 100)))
        .hasMessageMatching("another command has its copy there, .*/tmp/tbot-diag-.*removed");
    copy.remove();

    assertThat(other.path()).as("the copy of the other").exists();
    other.remove();
  }

  @Test
  void whatIsRemovedWhileItIsCopiedIsGone() throws Exception {
    Path slow = folder.resolve("slow.jar");
    assertThat(new ProcessBuilder("mkfifo", slow.toString()).start().waitFor()).isZero();
    CopiedJar copy = CopiedJar.in(ProcProcess.self());
    FutureTask<Throwable> copying =
        new FutureTask<>(() -> catchThrowable(() -> copy.make(slow.toFile())));
    new Thread(copying, "copy").start();
    FutureTask<Void> removing =
        new FutureTask<>(
            () -> {
              copy.remove();
              return null;
            });
    Thread remover = new Thread(removing, "remove");
    Path made = copy.path().toPath().getParent();
    try (OutputStream out = Files.newOutputStream(slow)) {
      out.write(1);
      await().until(() -> Files.exists(made.resolve("part")));
      assertThat(permissions(made)).isEqualTo("rwx------");

      remover.start();
      await().until(() -> remover.getState() == Thread.State.BLOCKED);
      out.write(2);
    }

    assertThat(copying.get()).hasMessage("interrupted");
    removing.get();
    assertThat(made).doesNotExist();
  }
}
