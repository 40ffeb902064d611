package tbot.diag.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The copy of a jar, made for this process itself. */
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
    return CopiedJar.of(jar.toFile(), ProcProcess.self());
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
    CopiedJar copy = copy();
    copy.remove();
    Files.delete(jar);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(this::copy))
        .isInstanceOf(IOException.class);
    assertThat(copy.path().getParentFile()).doesNotExist();
  }
}
