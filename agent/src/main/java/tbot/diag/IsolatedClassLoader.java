package tbot.diag;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Defines everything of the agent but its entry class, from the {@code inst/} half of the agent's
 * jar: our own classes lie there one by one, the libraries as the jars they are.
 *
 * <p>Its parent is the platform loader (the extension loader on Java 8), so neither side sees the
 * other's libraries: the host's Byte Buddy and ours are strangers. It is no {@link
 * java.net.URLClassLoader} because that one checks signatures and manifests on every entry, which
 * doubles the time until the first hook is woven.
 *
 * <p>The profiler's classes are an exception: they outlive a detach. Their native library cannot be
 * unloaded, since the JVM holds its callbacks and the kernel its signal handlers, and each attach
 * with classes of its own would load another copy, some 25 MB and a file descriptor. So all
 * attaches share one loader for each version of the profiler, which has no jar and borrows class
 * files from whichever loader is open.
 *
 * <p>Owned by the loader that defined {@link Agent}; imports nothing outside {@code java.*}.
 */
final class IsolatedClassLoader extends ClassLoader implements Closeable {

  private static final String HALF = "inst/";
  private static final String OWN_PACKAGES = "tbot/diag/";
  private static final String LIBRARIES = "tbot.diag.bundle.Libraries";
  private static final String PROFILER_PACKAGE = "one.profiler.";
  private static final String PROFILER_JAR = HALF + "lib/async-profiler-";

  /** The loaders that stay, by the name of the jar whose classes they define. */
  private static final Map<String, IsolatedClassLoader> PROFILERS =
      new HashMap<String, IsolatedClassLoader>();

  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final ProtectionDomain domain;
  private volatile IsolatedClassLoader lender;
  private volatile Function<String, byte[]> libraries;

  IsolatedClassLoader(File file) throws IOException {
    super(ClassLoader.getSystemClassLoader().getParent());
    jar = new JarFile(file, false);
    CodeSource source = new CodeSource(file.toURI().toURL(), (Certificate[]) null);
    domain = new ProtectionDomain(source, null, this, null);
    lender = this;
  }

  /** A profiler's loader. It must hold no other for longer than that one is open. */
  private IsolatedClassLoader(ClassLoader parent) {
    super(parent);
    jar = null;
    domain = null;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (jar != null && name.startsWith(PROFILER_PACKAGE)) {
      return profiler().loadClass(name);
    }
    IsolatedClassLoader from = lender;
    byte[] bytes = from == null ? null : from.classFile(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    definePackageOf(name);
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  private byte[] classFile(String name) throws ClassNotFoundException {
    try {
      return read(name.replace('.', '/') + ".class");
    } catch (Exception e) {
      // Most likely the jar was closed by a detach while a last thread still ran.
      throw new ClassNotFoundException(name, e);
    }
  }

  private IsolatedClassLoader profiler() throws ClassNotFoundException {
    String version = profilerJar();
    synchronized (PROFILERS) {
      IsolatedClassLoader profiler = PROFILERS.get(version);
      if (profiler == null) {
        profiler = new IsolatedClassLoader(getParent());
        PROFILERS.put(version, profiler);
      }
      profiler.lender = this;
      return profiler;
    }
  }

  /** The jar bears its version in its name. */
  private String profilerJar() throws ClassNotFoundException {
    try {
      for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
        String name = all.nextElement().getName();
        if (name.startsWith(PROFILER_JAR)) {
          return name;
        }
      }
    } catch (RuntimeException e) {
      // Its own class is not named: the verifier would load that one before the host's main.
      throw new ClassNotFoundException("the agent's jar is closed", e);
    }
    throw new ClassNotFoundException(PROFILER_JAR + "*.jar is missing");
  }

  private byte[] read(String path) throws IOException, ReflectiveOperationException {
    JarEntry entry = jar.getJarEntry(HALF + path);
    if (entry != null) {
      try (InputStream in = jar.getInputStream(entry)) {
        return readFully(in, (int) entry.getSize());
      }
    }
    return path.startsWith(OWN_PACKAGES) ? null : libraries().apply(path);
  }

  /** Into one array of just the size: what is read here is garbage in the host's heap. */
  private static byte[] readFully(InputStream in, int size) throws IOException {
    byte[] bytes = new byte[size];
    int done = 0;
    while (done < size) {
      int n = in.read(bytes, done, size - done);
      if (n < 0) {
        throw new IOException("an entry of the agent's jar is cut short");
      }
      done += n;
    }
    return bytes;
  }

  /**
   * The reader of nested jars is itself one of the classes of the other half: only this loader and
   * the entry are on the host's class path. Two threads may each make one; both are right.
   */
  @SuppressWarnings("unchecked") // Libraries is a Function from an entry's name to its bytes
  private Function<String, byte[]> libraries() throws ReflectiveOperationException {
    if (libraries == null) {
      libraries =
          (Function<String, byte[]>)
              loadClass(LIBRARIES).getConstructor(JarFile.class).newInstance(jar);
    }
    return libraries;
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

  /**
   * Opens a resource of ours or of a library. There are no URLs for them: a {@code jar:} connection
   * would keep the file open after a detach, and nothing that is bundled asks for one.
   */
  @Override
  public InputStream getResourceAsStream(String name) {
    if (jar == null) {
      return super.getResourceAsStream(name);
    }
    try {
      byte[] bytes = read(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (Exception e) {
      return null;
    }
  }

  /** Closes the jar. Classes not loaded by then can no longer be. */
  @Override
  public void close() throws IOException {
    synchronized (PROFILERS) {
      for (IsolatedClassLoader profiler : PROFILERS.values()) {
        if (profiler.lender == this) {
          profiler.lender = null;
        }
      }
    }
    jar.close();
  }
}
