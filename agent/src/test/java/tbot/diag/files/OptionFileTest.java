package tbot.diag.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionFileTest {

  private static final int MAX = 100;

  @TempDir private Path directory;

  private Path path;
  private OptionFile file;

  @BeforeEach
  void write() throws IOException {
    path = Files.writeString(directory.resolve("file"), "content");
    file = new OptionFile("key", path.toFile());
  }

  private void assertRefused(OptionFile refused, String message) {
    assertThatThrownBy(() -> refused.read(MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("key: " + refused.file().getPath().replace("\0", "\\u0000") + ": " + message);
  }

  private void mode(String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private boolean isRoots() throws IOException {
    return Integer.valueOf(0).equals(Files.getAttribute(path, "unix:uid"));
  }

  @Test
  void readsAFile() {
    assertThat(file.read(MAX)).isEqualTo("content".getBytes(US_ASCII));
  }

  @Test
  void refusesWhatIsNoFile() throws IOException {
    assertRefused(new OptionFile("key", directory.resolve("none").toFile()), "no such file");
    assertRefused(new OptionFile("key", directory.toFile()), "a directory, not a file");
    assertRefused(new OptionFile("key", new File("/dev/zero")), "not a regular file");
    assertRefused(new OptionFile("key", new File("a\0b")), "not a path: Nul character not allowed");
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("none"));
    assertRefused(new OptionFile("key", link.toFile()), "no such file");
  }

  @Test
  void refusesAFileThatIsTooLarge() throws IOException {
    Files.write(path, new byte[MAX]);
    assertThat(file.read(MAX)).hasSize(MAX);
    Files.write(path, new byte[MAX + 1]);
    assertRefused(file, "too large: 101 bytes; at most 100");
  }

  @Test
  void refusesAFileThatItMayNotRead() throws IOException {
    mode("-w-------");
    // Root may read that, but not what the kernel keeps from it.
    Path closed = Files.isReadable(path) ? Path.of("/proc/sys/vm/compact_memory") : path;
    assumeTrue(Files.exists(closed));
    assertRefused(new OptionFile("key", closed.toFile()), "cannot be read: permission denied");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
  void readsASecretOfItsOwnerAlone(String permissions) throws IOException {
    mode(permissions);
    assertThat(file.readSecret(MAX)).hasSize(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "r--r-----"})
  void readsASecretOfAGroupOnlyIfRootOwnsIt(String permissions) throws IOException {
    mode(permissions);
    if (isRoots()) {
      assertThat(file.readSecret(MAX)).hasSize(7);
      Files.setAttribute(path, "unix:uid", 1);
    }
    assertThatThrownBy(() -> file.readSecret(MAX)).hasMessageContaining(": open to other users ");
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r--r--,0644",
    "rw----r--,0604",
    "rw-----w-,0602",
    "rw-rw----,0660",
    "rw--w----,0620",
    "rw--wx---,0630",
    "rwxrwxrwx,0777"
  })
  void refusesASecretThatIsOpenToOthers(String permissions, String mode) throws IOException {
    mode(permissions);
    assertThatThrownBy(() -> file.readSecret(MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "key: %s: open to other users (mode %s); use mode 0600, or 0640 if root owns it"
                .formatted(path, mode));
  }

  @Test
  void areEqualIfOptionAndPathAre() {
    assertThat(Set.of(file)).contains(new OptionFile("key", path.toFile()));
    assertThat(file)
        .isNotEqualTo(new OptionFile("other", path.toFile()))
        .isNotEqualTo(new OptionFile("key", directory.toFile()));
  }
}
