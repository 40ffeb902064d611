package demo.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

  @TempDir private Path directory;

  @Test
  void keepsTheKeyBetweenRuns() throws Exception {
    Path file = directory.resolve("key");

    assertThat(KeyUtils.getFingerPrint(KeyFile.loadOrCreate(file, "test").getPublic()))
        .isEqualTo(KeyUtils.getFingerPrint(KeyFile.loadOrCreate(file, "test").getPublic()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void letsOnlyTheOwnerReadTheKey() throws Exception {
    Path file = directory.resolve("key");
    KeyFile.loadOrCreate(file, "test");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void doesNotOverwriteAnInvalidKeyFile() throws Exception {
    Path file = Files.writeString(directory.resolve("key"), "something of value");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> KeyFile.loadOrCreate(file, "test"))
        .withMessage(file + " is not a private key in OpenSSH's format");
    assertThat(file).hasContent("something of value");
  }

  @Test
  void leavesNoTemporaryFileBehind() throws Exception {
    KeyFile.loadOrCreate(directory.resolve("key"), "test");

    assertThat(directory).isDirectoryNotContaining(path -> !path.endsWith("key"));
  }
}
