package tbot.diag.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The libraries that the agent bundles, each the jar that its authors published, under {@code
 * inst/lib/}.
 *
 * <p>They are not unpacked into the agent's jar because opening a jar costs time by the number of
 * its entries, and that time is the host's: the JVM opens the agent's jar before {@code main}. As
 * nested jars, a library costs nothing until its first class is wanted.
 */
public final class Libraries implements Function<String, byte[]> {

  private static final String FOLDER = "inst/lib/";

  private final List<NestedJar> jars = new ArrayList<NestedJar>();

  /**
   * Lists the libraries; opens none.
   *
   * @param jar the agent's jar; stays its opener's to close
   */
  public Libraries(JarFile jar) {
    List<JarEntry> found = new ArrayList<JarEntry>();
    for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
      JarEntry entry = all.nextElement();
      if (entry.getName().startsWith(FOLDER) && !entry.isDirectory()) {
        found.add(entry);
      }
    }
    // The smallest first: the directories of the large ones are read only when nothing else fits.
    Collections.sort(
        found,
        new Comparator<JarEntry>() {
          @Override
          public int compare(JarEntry a, JarEntry b) {
            return Long.compare(a.getSize(), b.getSize());
          }
        });
    for (JarEntry entry : found) {
      jars.add(new NestedJar(jar, entry));
    }
  }

  /**
   * The content of a class file or resource, from the first library that has it.
   *
   * @param name the entry's name, such as {@code com/example/Foo.class}
   * @return the bytes, or null when no library has it
   * @throws UncheckedIOException when a library cannot be read
   */
  @Override
  public byte[] apply(String name) {
    try {
      for (NestedJar jar : jars) {
        byte[] content = jar.read(name);
        if (content != null) {
          return content;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
