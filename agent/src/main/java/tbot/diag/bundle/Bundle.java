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
 * The half of the agent's jar that the host does not see: our own class files, and the libraries,
 * each the jar that its authors published.
 *
 * <p>The libraries are not unpacked into the agent's jar because opening a jar costs time by the
 * number of its entries, and that time is the host's: the JVM opens the agent's jar before {@code
 * main}. As nested jars, a library costs nothing until its first class is wanted.
 */
public final class Bundle implements Consumer<File>, Runnable, Function<String, byte[]>, Closeable {

  private static final String HALF = "inst/";
  private static final String LIBRARIES = HALF + "lib/";
  private static final String OWN_PACKAGES = "tbot/diag/";
  private static final String BYTE_BUDDY = LIBRARIES + "byte-buddy-";
  private static final String BYTE_BUDDY_PACKAGE = "net/bytebuddy/";

  // Set once, before the first use.
  private File file;
  private long modified;
  private MovableBytes bytes;
  private JarContents jar;

  private final List<JarContents> libraries = new ArrayList<JarContents>();

  /** The one of which a class to hook waits: that is found without listing the other jars. */
  private final List<JarContents> byteBuddy = new ArrayList<JarContents>();

  /**
   * Opens the agent's jar; called once and first. Not a constructor, because the JVM spins classes
   * for the first reflective call of one with parameters.
   *
   * @throws UncheckedIOException when the file cannot be read or is no jar of the agent
   */
  @Override
  public void accept(File opened) {
    try {
      file = opened;
      modified = opened.lastModified();
      bytes = new MovableBytes(new FileBytes(new RandomAccessFile(opened, "r")));
      jar = new JarContents(opened.getName(), bytes, 0, bytes.length());
      openLibraries();
    } catch (IOException e) {
      closeQuietly();
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a copy from now on that nobody else can change, so that the file may be overwritten or
   * removed. Where there can be none, says so and goes on reading the file.
   */
  @Override
  public void run() {
    if (file.lastModified() != modified) {
      Log.warn(file + " changed while the agent started from it; attach it anew");
      return;
    }
    try {
      bytes.moveTo(PrivateCopy.of(file));
    } catch (IOException e) {
      Log.warn(file + " cannot be copied, so it must stay as it is: " + e.getMessage());
    }
  }

  private void closeQuietly() {
    try {
      if (bytes != null) {
        bytes.close();
      }
    } catch (IOException e) {
      // What is thrown already says more.
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
    // The smallest first: the directories of the large ones are read only when nothing else fits.
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
   * The content of a class file or resource: ours, or from the first library that has it.
   *
   * @param name the entry's name, such as {@code com/example/Foo.class}; {@code lib/} for the names
   *     of the libraries, a line each
   * @return the bytes, or null when there is no such entry
   * @throws UncheckedIOException when the jar is damaged or was closed
   */
  @Override
  public byte[] apply(String name) {
    try {
      if (LIBRARIES.equals(HALF + name)) {
        return namesOfLibraries();
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

  private byte[] namesOfLibraries() {
    StringBuilder names = new StringBuilder();
    for (JarContents library : libraries) {
      names.append(library.name().substring(LIBRARIES.length())).append('\n');
    }
    return names.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing can be read afterwards. */
  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
