package tbot.diag.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {

  private static final String[] DIRECTORIES = {"java.io.tmpdir", "user.home"};

  private final String[] before = new String[DIRECTORIES.length];
  @TempDir private Path folder;
  private Path temp;

  @BeforeEach
  void useTemporaryDirectory() throws IOException {
    temp = Files.createDirectory(folder.resolve("temp"));
    for (int i = 0; i < DIRECTORIES.length; i++) {
      before[i] = System.setProperty(DIRECTORIES[i], temp.toString());
    }
  }

  @AfterEach
  void restore() {
    for (int i = 0; i < DIRECTORIES.length; i++) {
      System.setProperty(DIRECTORIES[i], before[i]);
    }
  }

  @Test
  void readsOwnClassesAndThoseOfLibraries() throws IOException {
    try (Bundle bundle = open(jar(), false)) {
      assertThat(bundle.apply("tbot/diag/A.class")).asString().isEqualTo("own");
      assertThat(bundle.apply("b/B.class")).asString().isEqualTo("of a library");
      assertThat(bundle.apply("tbot/diag/None.class")).isNull();
      assertThat(bundle.apply("b/None.class")).isNull();
      assertThat(bundle.apply("lib/")).asString().isEqualTo("b-1.0.jar\n");
    }
  }

  @Test
  void readsTheCopyAfterTheFileHasChanged() throws IOException {
    Path jar = jar().toPath();
    try (Bundle bundle = open(jar.toFile(), true)) {
      assertThat(temp).as("the copy has no name").isEmptyDirectory();

      Files.write(jar, new byte[10]);

      assertThat(bundle.apply("b/B.class")).asString().isEqualTo("of a library");
    }
  }

  @Test
  void doesNotCopyAFileThatHasChanged() throws IOException {
    Path jar = jar().toPath();
    try (Bundle bundle = open(jar.toFile(), false)) {
      Files.setLastModifiedTime(jar, FileTime.fromMillis(1));
      bundle.run();
      Files.write(jar, new byte[10]);

      assertThatThrownBy(() -> bundle.apply("b/B.class"))
          .as("the file is still read")
          .isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void doesNotCopyAFileOfAnotherLength() throws IOException {
    Path jar = jar().toPath();
    FileTime modified = Files.getLastModifiedTime(jar);
    try (Bundle bundle = open(jar.toFile(), false)) {
      Files.write(jar, new byte[1], StandardOpenOption.APPEND);
      Files.setLastModifiedTime(jar, modified);
      bundle.run();
      Files.write(jar, new byte[10]);

      assertThatThrownBy(() -> bundle.apply("b/B.class"))
          .as("the file is still read")
          .isInstanceOf(UncheckedIOException.class);
      assertThat(temp).as("no copy is left").isEmptyDirectory();
    }
  }

  @Test
  void copiesToTheNextDirectoryIfOneCannotBeNamed() throws IOException {
    System.setProperty("java.io.tmpdir", "/a\0b");
    Path jar = jar().toPath();
    try (Bundle bundle = open(jar.toFile(), true)) {
      Files.delete(jar);

      assertThat(bundle.apply("b/B.class")).asString().isEqualTo("of a library");
    }
  }

  @Test
  void copiesToTheHeapWithoutAWritableDirectory() throws IOException {
    Files.delete(temp);
    Path jar = jar().toPath();
    try (Bundle bundle = open(jar.toFile(), true)) {
      Files.delete(jar);

      assertThat(bundle.apply("b/B.class")).asString().isEqualTo("of a library");
    }
  }

  @Test
  void refusesAFileThatIsNoJar() throws IOException {
    Path jar = Files.write(folder.resolve("no.jar"), new byte[100]);

    assertThatThrownBy(() -> open(jar.toFile(), true)).hasCauseInstanceOf(ZipException.class);
  }

  @Test
  void failsToReadOnceClosed() throws IOException {
    Bundle bundle = open(jar(), true);
    bundle.apply("b/B.class");
    bundle.close();

    assertThatThrownBy(() -> bundle.apply("b/B.class")).isInstanceOf(UncheckedIOException.class);
  }

  private static Bundle open(File file, boolean copied) {
    Bundle bundle = new Bundle();
    bundle.accept(file);
    if (copied) {
      bundle.run();
    }
    return bundle;
  }

  private File jar() throws IOException {
    ByteArrayOutputStream library = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(library)) {
      put(zip, "b/B.class", "of a library".getBytes(StandardCharsets.UTF_8));
    }
    Path file = folder.resolve("agent.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "inst/tbot/diag/A.class", "own".getBytes(StandardCharsets.UTF_8));
      put(zip, "inst/lib/b-1.0.jar", library.toByteArray());
    }
    return file.toFile();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
