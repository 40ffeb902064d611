package tbot.diag.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchedFileTest {

  @TempDir Path folder;

  private Path path;
  private long now = Long.MAX_VALUE - 5;
  private int parsed;
  private RuntimeException passing;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void create() throws IOException {
    path = folder.resolve("users");
    write(path, "one");
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private WatchedFile<String> watched() {
    return new WatchedFile<>(
        new OptionFile("auth_file", path.toFile()), this::parse, () -> now, warnings::add);
  }

  private String parse(byte[] content) {
    parsed++;
    if (passing != null) {
      throw passing;
    }
    String text = new String(content, StandardCharsets.UTF_8);
    if (text.startsWith("bad")) {
      throw new IllegalArgumentException("line 1: not a user");
    }
    return text;
  }

  private void passASecond() {
    now += WatchedFile.CHECK_NANOS;
  }

  @Test
  void readsAFileAgainWhenItHasChanged() throws IOException {
    WatchedFile<String> file = watched();
    write(path, "two");
    now += WatchedFile.CHECK_NANOS - 1;
    assertThat(file.get()).isEqualTo("one");
    now++;
    assertThat(file.get()).isEqualTo("two");
    passASecond();
    assertThat(file.get()).isEqualTo("two");
    assertThat(parsed).isEqualTo(2);
    assertThat(warnings).isEmpty();
  }

  @Test
  void seesAFileThatTakesThePlaceOfAnother() throws IOException {
    WatchedFile<String> file = watched();
    Path other = folder.resolve("other");
    write(other, "two");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(path));
    Files.move(other, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    passASecond();
    assertThat(file.get()).isEqualTo("two");
  }

  /** As Kubernetes exchanges the secrets of a volume. */
  @Test
  void seesAnotherTargetOfALink() throws IOException {
    write(folder.resolve("second"), "two");
    Files.move(path, folder.resolve("first"));
    Files.createSymbolicLink(path, Path.of("first"));
    WatchedFile<String> file = watched();
    Files.createSymbolicLink(folder.resolve("new"), Path.of("second"));
    Files.move(folder.resolve("new"), path, StandardCopyOption.ATOMIC_MOVE);
    passASecond();
    assertThat(file.get()).isEqualTo("two");
  }

  @Test
  void aBrokenFileLeavesTheOldOneInForceWithOneWarningForEachChange() throws IOException {
    WatchedFile<String> file = watched();
    write(path, "bad");
    for (int i = 0; i < 3; i++) {
      passASecond();
      assertThat(file.get()).isEqualTo("one");
    }
    assertThat(warnings)
        .containsExactly(
            "auth_file: " + path + ": line 1: not a user; what it said before stays in force");
    write(path, "bad again");
    passASecond();
    assertThat(file.get()).isEqualTo("one");
    assertThat(warnings).hasSize(2);
    write(path, "good");
    passASecond();
    assertThat(file.get()).isEqualTo("good");
    assertThat(warnings).hasSize(2);
  }

  @Test
  void readsAFileAgainThatCouldNotBeReadForAWhile() throws IOException {
    WatchedFile<String> file = watched();
    write(path, "two");
    passing = new IllegalArgumentException("the disk does not answer");
    for (int i = 0; i < 3; i++) {
      passASecond();
      assertThat(file.get()).isEqualTo("one");
    }
    passing = null;
    passASecond();
    assertThat(file.get()).isEqualTo("two");
    assertThat(warnings).hasSize(1);
    passASecond();
    file.get();
    assertThat(parsed).isEqualTo(5);
  }

  @Test
  void aMissingFileLeavesTheOldOneInForce() throws IOException {
    WatchedFile<String> file = watched();
    Files.delete(path);
    for (int i = 0; i < 3; i++) {
      passASecond();
      assertThat(file.get()).isEqualTo("one");
    }
    assertThat(warnings)
        .containsExactly(
            "auth_file: " + path + ": no such file; what it said before stays in force");
    write(path, "one");
    passASecond();
    file.get();
    assertThat(parsed).isEqualTo(2);
  }

  @Test
  void aModeThatBecomesTooWideIsAChange() throws IOException {
    WatchedFile<String> file = watched();
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw----r--"));
    passASecond();
    assertThat(file.get()).isEqualTo("one");
    assertThat(warnings).singleElement().asString().contains("open to other users (mode 0604)");
  }

  @Test
  void aBrokenFileIsRefusedAtTheStart() throws IOException {
    write(path, "bad");
    assertThatThrownBy(this::watched)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("auth_file: " + path + ": line 1: not a user");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aFileThatIsTooLargeIsRefused() throws IOException {
    write(path, "x".repeat((1 << 20) + 1));
    assertThatThrownBy(this::watched)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("auth_file: " + path + ": too large: 1048577 bytes; at most 1048576");
  }
}
