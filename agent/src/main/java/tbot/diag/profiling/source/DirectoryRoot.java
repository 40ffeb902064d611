package tbot.diag.profiling.source;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A directory. */
final class DirectoryRoot implements ClassRoot {

  private final File directory;
  private final long newestMillis;

  /**
   * Of the files that are not newer than a time.
   *
   * @param newestMillis in milliseconds since the epoch
   */
  DirectoryRoot(File directory, long newestMillis) {
    this.directory = directory;
    this.newestMillis = newestMillis;
  }

  @Override
  public InputStream find(String resource) throws IOException {
    File file = new File(directory, resource);
    return file.isFile() && file.lastModified() <= newestMillis ? new FileInputStream(file) : null;
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
