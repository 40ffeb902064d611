package tbot.diag.bundle;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import tbot.diag.log.Log;

/**
 * The half of the agent's jar that the host does not see: our own class files, and each library as
 * the jar that its authors published.
 *
 * <p>The libraries are not unpacked into the agent's jar. The JVM opens that jar before the host's
 * {@code main}, and opening a jar takes time for each entry. As a nested jar, a library costs
 * nothing until its first class is loaded.
 *
 * <p>{@code IsolatedClassLoader} uses this class by the {@code java.*} types that it implements.
 */
public final class Bundle implements Consumer<File>, Runnable, Function<String, byte[]>, Closeable {

  private static final String HALF = "inst/";
  private static final String LIBRARIES = HALF + "lib/";
  private static final String OWN_PACKAGES = "tbot/diag/";
  private static final String BYTE_BUDDY = LIBRARIES + "byte-buddy-";
  private static final String BYTE_BUDDY_PACKAGE = "net/bytebuddy/";

  // Set once, by accept.
  private File file;
  private long modified;
  private long length;
  private MovableBytes bytes;
  private JarContents jar;

  private final List<JarContents> libraries = new ArrayList<JarContents>();

  /** Byte Buddy alone, because a class to hook waits for it: finds it without other directories. */
  private final List<JarContents> byteBuddy = new ArrayList<JarContents>();

  /**
   * Opens the agent's jar; called once, before all other methods. Not a constructor, because the
   * JVM generates classes for the first reflective call of a constructor with parameters.
   *
   * @throws UncheckedIOException if the file cannot be read or is no jar of the agent
   */
  @Override
  public void accept(File opened) {
    try {
      file = opened;
      modified = opened.lastModified();
      length = opened.length();
      bytes = new MovableBytes(new FileBytes(new RandomAccessFile(opened, "r")));
      jar = new JarContents(opened.getName(), bytes, 0, bytes.length());
      openLibraries();
    } catch (IOException e) {
      closeQuietly();
      throw new UncheckedIOException(e);
    }
  }

  /**
   * From now on, reads a private copy, so that the file may be overwritten or removed. Logs a
   * warning and goes on reading the file if that cannot be copied, or has changed already. A file
   * that has been removed stays as it is as long as it is open, and needs no copy.
   */
  @Override
  public void run() {
    if (!file.exists()) {
      return;
    }
    try {
      JarBytes copy = PrivateCopy.of(file);
      // Not before the copy: the file may be overwritten while it is read.
      if (file.lastModified() == modified && file.length() == length) {
        bytes.moveTo(copy);
      } else {
        copy.close();
        warnOfChange();
      }
    } catch (IOException e) {
      if (file.exists()) {
        Log.warn(file + " cannot be copied, so it must not change: " + e.getMessage());
      }
    }
  }

  private void warnOfChange() {
    if (file.exists()) {
      Log.warn(file + " changed while the agent started from it; attach the agent again");
    }
  }

  private void closeQuietly() {
    try {
      if (bytes != null) {
        bytes.close();
      }
    } catch (IOException e) {
      // The caller is about to throw the first failure.
    }
  }

  private void openLibraries() throws IOException {
    for (String name : jar.names()) {
      if (name.startsWith(LIBRARIES)) {
        JarContents library = jar.nested(name);
        libraries.add(library);
        if (name.startsWith(BYTE_BUDDY)) {
          byteBuddy.add(library);
        }
      }
    }
    // The smallest first, so that the directories of the large ones are read only if they must be.
    Collections.sort(
        libraries,
        new Comparator<JarContents>() {
          @Override
          public int compare(JarContents a, JarContents b) {
            return Long.compare(a.length(), b.length());
          }
        });
  }

  /**
   * Returns the content of a class file or resource: our own, or that of the first library that
   * contains it.
   *
   * @param name the entry's name, such as {@code com/example/Foo.class}; {@code lib/} for a list of
   *     the library jars' names, each with a line feed at its end, in UTF-8
   * @return the bytes, or null if there is no such entry
   * @throws UncheckedIOException if the jar is damaged or was closed
   */
  @Override
  public byte[] apply(String name) {
    try {
      if (LIBRARIES.equals(HALF + name)) {
        return libraryNames();
      }
      byte[] own = jar.read(HALF + name);
      return own != null || name.startsWith(OWN_PACKAGES) ? own : fromLibrary(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] fromLibrary(String name) throws IOException {
    for (JarContents library : name.startsWith(BYTE_BUDDY_PACKAGE) ? byteBuddy : libraries) {
      byte[] content = library.read(name);
      if (content != null) {
        return content;
      }
    }
    return null;
  }

  private byte[] libraryNames() {
    StringBuilder names = new StringBuilder();
    for (JarContents library : libraries) {
      names.append(library.name().substring(LIBRARIES.length())).append('\n');
    }
    return names.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Closes the jar or its copy; {@link #apply} fails from then on. */
  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
