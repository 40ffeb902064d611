package tbot.diag;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Defines everything of the agent but its entry class, from the {@code inst/} half of the agent's
 * jar.
 *
 * <p>Its parent is the platform loader (the extension loader on Java 8), so neither side sees the
 * other's libraries: the host's Byte Buddy and ours are strangers. It is no {@link
 * java.net.URLClassLoader} because that one checks signatures and manifests on every entry, which
 * doubles the time until the first hook is woven.
 *
 * <p>Owned by the loader that defined {@link Agent}; imports nothing outside {@code java.*}.
 */
final class IsolatedClassLoader extends ClassLoader implements Closeable {

  private static final String HALF = "inst/";
  private static final int BUFFER_BYTES = 16 * 1024;

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String urlPrefix;
  private final ProtectionDomain domain;

  IsolatedClassLoader(File file) throws IOException {
    super(ClassLoader.getSystemClassLoader().getParent());
    jar = new JarFile(file, false);
    URL url = file.toURI().toURL();
    urlPrefix = "jar:" + url + "!/" + HALF;
    domain = new ProtectionDomain(new CodeSource(url, (Certificate[]) null), null, this, null);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes;
    try {
      bytes = read(name.replace('.', '/') + ".class");
    } catch (IOException | IllegalStateException e) {
      // IllegalStateException: the jar was closed by a detach while a last thread still ran.
      throw new ClassNotFoundException(name, e);
    }
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    definePackageOf(name);
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  private byte[] read(String path) throws IOException {
    JarEntry entry = jar.getJarEntry(HALF + path);
    if (entry == null) {
      return null;
    }
    try (InputStream in = jar.getInputStream(entry)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream((int) Math.max(32, entry.getSize()));
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    }
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    if (dot < 0 || getPackage(className.substring(0, dot)) != null) {
      return;
    }
    try {
      definePackage(className.substring(0, dot), null, null, null, null, null, null, null);
    } catch (IllegalArgumentException e) {
      // Another thread defined it in between: that is what was wanted.
    }
  }

  @Override
  protected URL findResource(String name) {
    if (jar.getEntry(HALF + name) == null) {
      return null;
    }
    try {
      return new URL(urlPrefix + name);
    } catch (MalformedURLException e) {
      return null;
    }
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    URL url = findResource(name);
    return url == null
        ? Collections.<URL>emptyEnumeration()
        : Collections.enumeration(Collections.singleton(url));
  }

  /**
   * Opens a resource without a {@code jar:} connection, which would put this jar into the JVM's
   * shared cache of open files and keep it open after a detach.
   */
  @Override
  public InputStream getResourceAsStream(String name) {
    try {
      JarEntry entry = jar.getJarEntry(HALF + name);
      return entry == null ? super.getResourceAsStream(name) : jar.getInputStream(entry);
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  /** Closes the jar. Classes not loaded by then can no longer be. */
  @Override
  public void close() throws IOException {
    jar.close();
  }
}
