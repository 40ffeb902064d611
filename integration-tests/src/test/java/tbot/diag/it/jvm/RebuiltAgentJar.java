package tbot.diag.it.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The agent's jar as a later release: another version, and each entry at another offset. */
public final class RebuiltAgentJar {

  public static final String VERSION = "99.0.0";

  private static final String VERSION_ENTRY = "inst/tbot/diag/config/version";

  private RebuiltAgentJar() {}

  /** Writes it into a folder. */
  public static Path in(Path folder) throws IOException {
    Path file = folder.resolve("tbot-diag-" + VERSION + ".jar");
    try (JarFile jar = new JarFile(Artifacts.agentJar().toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      put(out, "META-INF/moved", new byte[10_000]);
      jar.stream().forEach(entry -> copy(jar, entry, out));
    }
    return file;
  }

  /** Overwrites a file in place, as {@code cp} does: its inode stays. */
  public static void overwrite(Path file, Path by) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      Files.copy(by, out);
    }
  }

  private static void copy(JarFile jar, JarEntry entry, ZipOutputStream out) {
    try {
      put(
          out,
          entry.getName(),
          entry.getName().equals(VERSION_ENTRY)
              ? VERSION.getBytes(StandardCharsets.UTF_8)
              : jar.getInputStream(entry).readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(ZipOutputStream out, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    out.putNextEntry(entry);
    out.write(content);
    out.closeEntry();
  }
}
