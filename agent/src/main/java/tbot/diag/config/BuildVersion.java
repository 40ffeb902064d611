package tbot.diag.config;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.CodeSource;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/** Which version of the agent this is. */
public final class BuildVersion {

  private static final String UNKNOWN = "unknown";

  private BuildVersion() {}

  /**
   * The version in the manifest of the jar that this class came from; {@code unknown} if it came
   * from no jar. Reads the jar at each call.
   */
  public static String read() {
    CodeSource source = BuildVersion.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return UNKNOWN;
    }
    try {
      File file = new File(source.getLocation().toURI());
      return file.isFile() ? versionOf(file) : UNKNOWN;
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      return UNKNOWN;
    }
  }

  private static String versionOf(File file) throws IOException {
    try (JarFile jar = new JarFile(file, false)) {
      Manifest manifest = jar.getManifest();
      String version =
          manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Version");
      return version == null ? UNKNOWN : version;
    }
  }
}
