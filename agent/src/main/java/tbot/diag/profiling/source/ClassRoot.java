package tbot.diag.profiling.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A place that class files are in. */
interface ClassRoot extends Closeable {

  /**
   * Opens a class file.
   *
   * @param resource such as {@code com/foo/Bar.class}
   * @return null if it is not here
   */
  InputStream find(String resource) throws IOException;
}
