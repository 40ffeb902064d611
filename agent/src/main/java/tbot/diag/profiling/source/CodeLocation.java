package tbot.diag.profiling.source;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens the location of a code source without the class loader that it belongs to. */
final class CodeLocation {

  /** A module that was linked into the Java runtime. */
  private static final String MODULE = "jrt:/";

  /**
   * A file, and a directory in it if it is a jar. Spring Boot writes {@code
   * jar:file:/app.jar!/BOOT-INF/classes!/}, and since 3.2 {@code
   * jar:nested:/app.jar/!BOOT-INF/classes/!/}.
   */
  private static final Pattern FILE =
      Pattern.compile("(?:jar:)?(?:file|nested):(/[^!]*?)/?(?:!/?([^!]*?)/?(?:!/?)?)?");

  private CodeLocation() {}

  /**
   * Opens a directory, a jar, a directory in a jar, or a module of the Java runtime.
   *
   * @param location as a URL
   * @param newestMillis a file that is newer is not read; in milliseconds since the epoch
   * @throws IOException if it is of another kind, newer, or not there
   */
  static ClassRoot open(String location, long newestMillis) throws IOException {
    if (location.startsWith(MODULE)) {
      return new ModuleRoot(new URL(location + "/"));
    }
    Matcher parts = FILE.matcher(location);
    if (!parts.matches()) {
      throw new IOException(location + " is no file");
    }
    File file = new File(URI.create("file:" + parts.group(1)));
    String directory = parts.group(2) == null ? "" : parts.group(2);
    if (file.isDirectory()) {
      return new DirectoryRoot(file, newestMillis);
    }
    if (file.lastModified() > newestMillis) {
      throw new IOException(file + " is newer than the JVM");
    }
    // A jar in a jar has no index that could be read alone.
    if (directory.endsWith(".jar")) {
      throw new IOException(location + " is a jar in a jar");
    }
    return new JarRoot(file, directory.isEmpty() ? "" : directory + "/");
  }
}
