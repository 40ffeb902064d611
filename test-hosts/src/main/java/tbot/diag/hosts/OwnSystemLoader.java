package tbot.diag.hosts;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;

/**
 * For {@code -Djava.system.class.loader}: asks the class path's own loader for everything but the
 * jars of agents, which the JVM adds to the system class loader.
 */
public final class OwnSystemLoader extends URLClassLoader {

  /**
   * Called by the JVM.
   *
   * @param classPath the loader that would be the system's otherwise
   */
  public OwnSystemLoader(ClassLoader classPath) {
    super(new URL[0], classPath);
  }

  /** Called by the JVM, by its name, for the jar of an agent. */
  @SuppressWarnings("unused") // by the JVM
  private void appendToClassPathForInstrumentation(String jar) throws MalformedURLException {
    addURL(new File(jar).toURI().toURL());
  }
}
