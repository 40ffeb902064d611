package tbot.diag.profiling.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import tbot.diag.jvm.JavaVersion;

/** A jar, or a directory in it. */
final class JarRoot implements ClassRoot {

  /** The first version of Java that has a directory of its own in a multi-release jar. */
  private static final int FIRST_RELEASE = 9;

  private final JarFile jar;
  private final String directory;
  private final int lastRelease;

  /**
   * Opens a jar.
   *
   * @param directory with a slash at its end, or empty
   */
  JarRoot(File file, String directory) throws IOException {
    jar = new JarFile(file, false);
    this.directory = directory;
    int release = JavaVersion.get();
    lastRelease = release >= FIRST_RELEASE && isMultiRelease(jar.getManifest()) ? release : 0;
  }

  private static boolean isMultiRelease(Manifest manifest) {
    return manifest != null
        && Boolean.parseBoolean(manifest.getMainAttributes().getValue("Multi-Release"));
  }

  @Override
  public InputStream find(String resource) throws IOException {
    for (int release = lastRelease; release >= FIRST_RELEASE; release--) {
      ZipEntry newer = jar.getEntry("META-INF/versions/" + release + "/" + resource);
      if (newer != null) {
        return jar.getInputStream(newer);
      }
    }
    ZipEntry entry = jar.getEntry(directory + resource);
    return entry == null ? null : jar.getInputStream(entry);
  }

  @Override
  public void close() throws IOException {
    jar.close();
  }
}
