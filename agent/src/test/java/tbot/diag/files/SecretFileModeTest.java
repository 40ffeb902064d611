package tbot.diag.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretFileModeTest {

  private static final int ROOT = 0;
  private static final int ANOTHER_USER = 12345;

  @TempDir Path folder;

  private Path path;

  @BeforeEach
  void create() throws IOException {
    path = Files.writeString(folder.resolve("tokens"), "text");
  }

  private byte[] read(String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    return new SecretFile("token_file", path.toFile()).read();
  }

  private void ownedBy(int user) throws IOException {
    assumeTrue((Integer) Files.getAttribute(path, "unix:uid") == ROOT, "not run as root");
    Files.setAttribute(path, "unix:uid", user);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-------", "r--------", "rwx------"})
  void takesWhatItsOwnerAloneMayRead(String mode) throws IOException {
    assertThat(read(mode)).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({
    "rw-r--r--, 0644",
    "rw----r--, 0604",
    "rw-----w-, 0602",
    "rw-rw----, 0660",
    "rw--w----, 0620",
    "rwxrwxrwx, 0777"
  })
  void refusesWhatOthersMayReadOrWrite(String mode, String shown) {
    assertThatThrownBy(() -> read(mode))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "token_file: "
                + path
                + ": open to other users (mode "
                + shown
                + "); use mode 0600, or 0640 if root owns it");
  }

  /** As Kubernetes mounts secrets for containers that do not run as root. */
  @Test
  void theGroupMayReadWhatRootOwns() throws IOException {
    ownedBy(ROOT);
    assertThat(read("rw-r-----")).hasSize(4);
    ownedBy(ANOTHER_USER);
    assertThatThrownBy(() -> read("rw-r-----")).hasMessageContaining("(mode 0640)");
  }
}
