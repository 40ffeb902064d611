package tbot.diag.profiling.source;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The classes of the boot loader. */
final class BootRoot implements ClassRoot {

  /** Its jars on Java 8. Newer JVMs do not have this property. */
  private static final String BOOT_CLASS_PATH = "sun.boot.class.path";

  private final List<JarRoot> jars = new ArrayList<>();
  private final ClassLoader modules = new BootLoader();

  /** Opens the JDK's files. */
  BootRoot() throws IOException {
    String path = System.getProperty(BOOT_CLASS_PATH, "");
    for (String jar : path.split(File.pathSeparator, -1)) {
      if (new File(jar).isFile()) {
        jars.add(new JarRoot(new File(jar), ""));
      }
    }
  }

  @Override
  public InputStream find(String resource) throws IOException {
    for (JarRoot jar : jars) {
      InputStream found = jar.find(resource);
      if (found != null) {
        return found;
      }
    }
    return jars.isEmpty() ? modules.getResourceAsStream(resource) : null;
  }

  @Override
  public void close() throws IOException {
    for (JarRoot jar : jars) {
      jar.close();
    }
  }

  /** Sees what the boot loader has, and nothing else. */
  private static final class BootLoader extends ClassLoader {
    BootLoader() {
      super(null);
    }
  }
}
