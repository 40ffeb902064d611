package tbot.diag.profiling.source;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

/** A module of the Java runtime. */
final class ModuleRoot implements ClassRoot {

  private final URL module;

  /**
   * Of the module itself.
   *
   * @param module with a slash at its end
   */
  ModuleRoot(URL module) {
    this.module = module;
  }

  @Override
  public InputStream find(String resource) throws IOException {
    return new URL(module, resource).openStream();
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
