package tbot.diag.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NestedJarTest {

  private static final byte[] TEXT =
      "some text some text some text".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NOISE = new byte[100_000];

  static {
    new Random(1).nextBytes(NOISE);
  }

  @TempDir private Path folder;

  @Test
  void readsDeflatedAndStoredEntriesOfAStoredJar() throws IOException {
    try (JarFile jar = new JarFile(outer(inner(), ZipEntry.STORED).toFile())) {
      NestedJar nested = new NestedJar(jar, jar.getEntry("inst/lib/a.jar"));

      assertThat(nested.read("deflated/text")).isEqualTo(TEXT);
      assertThat(nested.read("deflated/noise")).isEqualTo(NOISE);
      assertThat(nested.read("stored")).isEqualTo(TEXT);
      assertThat(nested.read("empty")).isEmpty();
    }
  }

  @Test
  void answersNullForAnUnknownName() throws IOException {
    try (JarFile jar = new JarFile(outer(inner(), ZipEntry.STORED).toFile())) {
      assertThat(new NestedJar(jar, jar.getEntry("inst/lib/a.jar")).read("absent")).isNull();
    }
  }

  @Test
  void refusesAJarThatIsCompressedOnceMore() throws IOException {
    try (JarFile jar = new JarFile(outer(inner(), ZipEntry.DEFLATED).toFile())) {
      NestedJar nested = new NestedJar(jar, jar.getEntry("inst/lib/a.jar"));

      assertThatThrownBy(() -> nested.read("stored"))
          .isInstanceOf(ZipException.class)
          .hasMessageContaining("inst/lib/a.jar is compressed inside");
    }
  }

  @Test
  void refusesWhatIsNoJar() throws IOException {
    try (JarFile jar = new JarFile(outer(NOISE, ZipEntry.STORED).toFile())) {
      NestedJar nested = new NestedJar(jar, jar.getEntry("inst/lib/a.jar"));

      assertThatThrownBy(() -> nested.read("stored"))
          .isInstanceOf(ZipException.class)
          .hasMessageContaining("inst/lib/a.jar does not end as a jar");
    }
  }

  @Test
  void namesTheEntryWhoseContentIsDamaged() throws IOException {
    byte[] damaged = inner();
    // Behind the first local header and its name: the deflated content of deflated/text.
    for (int i = 30 + "deflated/text".length(); i < 30 + "deflated/text".length() + 8; i++) {
      damaged[i] = (byte) 0xff;
    }
    try (JarFile jar = new JarFile(outer(damaged, ZipEntry.STORED).toFile())) {
      NestedJar nested = new NestedJar(jar, jar.getEntry("inst/lib/a.jar"));

      assertThatThrownBy(() -> nested.read("deflated/text"))
          .isInstanceOf(ZipException.class)
          .hasMessageContaining("deflated/text in inst/lib/a.jar is");
      assertThat(nested.read("stored")).isEqualTo(TEXT);
    }
  }

  @Test
  void librariesAreSearchedUntilOneHasTheEntry() throws IOException {
    try (JarFile jar = new JarFile(outer(inner(), ZipEntry.STORED).toFile())) {
      Libraries libraries = new Libraries(jar);

      assertThat(libraries.apply("stored")).isEqualTo(TEXT);
      assertThat(libraries.apply("absent")).isNull();
    }
  }

  private static byte[] inner() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "deflated/text", TEXT, ZipEntry.DEFLATED);
      put(zip, "deflated/noise", NOISE, ZipEntry.DEFLATED);
      put(zip, "stored", TEXT, ZipEntry.STORED);
      put(zip, "empty", new byte[0], ZipEntry.DEFLATED);
    }
    return bytes.toByteArray();
  }

  private Path outer(byte[] inner, int method) throws IOException {
    Path file = folder.resolve("outer.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      put(zip, "before", TEXT, ZipEntry.DEFLATED);
      put(zip, "inst/lib/a.jar", inner, method);
      put(zip, "inst/lib/b-larger.jar", larger(), ZipEntry.STORED);
    }
    return file;
  }

  private static byte[] larger() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "noise", new byte[200_000], ZipEntry.STORED);
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content, int method)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(content);
      entry.setSize(content.length);
      entry.setCrc(crc.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
