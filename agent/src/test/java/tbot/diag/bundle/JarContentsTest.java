package tbot.diag.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class JarContentsTest {

  private static final byte[] TEXT =
      "some text some text some text".getBytes(StandardCharsets.UTF_8);
  private static final String LIBRARY = "inst/lib/a.jar";
  private static final byte[] NOISE = new byte[100_000];

  static {
    new Random(1).nextBytes(NOISE);
  }

  @Test
  void readsDeflatedAndStoredEntriesOfAStoredJar() throws IOException {
    JarContents nested = outer(inner(), ZipEntry.STORED).nested(LIBRARY);

    assertThat(nested.read("deflated/text")).isEqualTo(TEXT);
    assertThat(nested.read("deflated/noise")).isEqualTo(NOISE);
    assertThat(nested.read("stored")).isEqualTo(TEXT);
    assertThat(nested.read("empty")).isEmpty();
  }

  @Test
  void readsEntriesOfTheOuterJar() throws IOException {
    JarContents outer = outer(inner(), ZipEntry.STORED);

    assertThat(outer.names()).containsExactlyInAnyOrder("before", LIBRARY);
    assertThat(outer.read("before")).isEqualTo(TEXT);
    assertThat(outer.read(LIBRARY)).isEqualTo(inner());
  }

  @Test
  void returnsNullForAnUnknownName() throws IOException {
    assertThat(outer(inner(), ZipEntry.STORED).nested(LIBRARY).read("absent")).isNull();
  }

  @Test
  void refusesACompressedNestedJar() throws IOException {
    JarContents outer = outer(inner(), ZipEntry.DEFLATED);

    assertThatThrownBy(() -> outer.nested(LIBRARY))
        .isInstanceOf(ZipException.class)
        .hasMessage("inst/lib/a.jar is compressed inside outer.jar");
  }

  @Test
  void refusesWhatIsNoJar() throws IOException {
    for (byte[] content : new byte[][] {NOISE, {}, {1, 2, 3}}) {
      JarContents nested = outer(content, ZipEntry.STORED).nested(LIBRARY);

      assertThatThrownBy(() -> nested.read("stored"))
          .isInstanceOf(ZipException.class)
          .hasMessageContaining("inst/lib/a.jar does not end as a jar");
    }
  }

  @Test
  void refusesADirectoryOutsideTheJar() throws IOException {
    byte[] damaged = inner();
    // The offset of the directory in the end header.
    damaged[damaged.length - 22 + 18] = (byte) 0xff;
    JarContents nested = outer(damaged, ZipEntry.STORED).nested(LIBRARY);

    assertThatThrownBy(() -> nested.read("stored"))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("inst/lib/a.jar ends before");
  }

  @Test
  void namesTheDamagedEntry() throws IOException {
    byte[] damaged = inner();
    // The content of deflated/text, after its local header and name.
    for (int i = 30 + "deflated/text".length(); i < 30 + "deflated/text".length() + 8; i++) {
      damaged[i] = (byte) 0xff;
    }
    JarContents nested = outer(damaged, ZipEntry.STORED).nested(LIBRARY);

    assertThatThrownBy(() -> nested.read("deflated/text"))
        .isInstanceOf(ZipException.class)
        .hasMessageContaining("deflated/text in inst/lib/a.jar is");
    assertThat(nested.read("stored")).isEqualTo(TEXT);
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

  private static JarContents outer(byte[] inner, int method) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "before", TEXT, ZipEntry.DEFLATED);
      put(zip, LIBRARY, inner, method);
    }
    return new JarContents("outer.jar", new HeapBytes(bytes.toByteArray()), 0, bytes.size());
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
