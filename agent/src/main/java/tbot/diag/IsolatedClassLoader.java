package tbot.diag;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Defines all classes of the agent but those of this package. It reads them from the {@code inst/}
 * half of the agent's jar, which holds our own classes one by one and each library as a jar.
 *
 * <p>Its parent is the platform loader (the extension loader on Java 8). So the host and the agent
 * do not see each other's libraries, such as Byte Buddy. It is not a {@link
 * java.net.URLClassLoader}: that checks signatures and manifests on every entry, which doubles the
 * time until the first hook is woven.
 *
 * <p>{@code Bundle}, which reads the jar and the libraries in it, is in the {@code inst/} half
 * itself. So this loader reads its first few classes with {@link JarFile}. Once the agent has
 * started, {@code Bundle} reads a private copy, because deployments overwrite the jar of a running
 * agent.
 *
 * <p>The classes of async-profiler outlive a detach. Their native library cannot be unloaded: the
 * JVM holds its callbacks and the kernel its signal handlers. If each attach had classes of its
 * own, each would load another copy of the library, some 25 MB and a file descriptor. So all
 * attaches share one loader for each version of the profiler. That loader has no jar; it reads
 * class files through the loader of the core that runs.
 *
 * <p>Owned by the loader that defined {@link Agent}. Imports nothing outside {@code java.*}.
 */
final class IsolatedClassLoader extends ClassLoader implements Closeable, Runnable {

  private static final String HALF = "inst/";
  private static final String BUNDLE = "tbot.diag.bundle.Bundle";
  private static final String LIBRARIES = "lib/";
  private static final String PROFILER_PACKAGE = "one.profiler.";
  private static final String PROFILER_JAR = "async-profiler-";

  /** The shared loaders, by the name of the profiler's jar, which contains its version. */
  private static final Map<String, IsolatedClassLoader> PROFILERS =
      new HashMap<String, IsolatedClassLoader>();

  static {
    registerAsParallelCapable();
  }

  private final ProtectionDomain domain;
  private final boolean ofProfiler;

  /** Reads the class files: this loader itself, or for a profiler the loader of the open core. */
  private volatile IsolatedClassLoader source;

  // Read from the file until there is a bundle.
  private volatile JarFile file;
  private volatile Function<String, byte[]> bundle;

  /**
   * Opens a jar of the agent.
   *
   * @param jar must not change until {@link #run}
   * @throws IOException if the file cannot be read
   * @throws ReflectiveOperationException if it is no jar of the agent
   */
  IsolatedClassLoader(File jar) throws IOException, ReflectiveOperationException {
    super(platformLoader());
    domain = domainOf(new CodeSource(jar.toURI().toURL(), (Certificate[]) null));
    ofProfiler = false;
    source = this;
    try (JarFile opened = new JarFile(jar, false)) {
      file = opened;
      bundle = bundleOf(jar);
    } finally {
      file = null;
    }
  }

  /** The topmost one: a host may have put a loader of its own under that of the class path. */
  private static ClassLoader platformLoader() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }

  /** Makes a profiler's loader. Once the first core is closed, it must not refer to its loader. */
  private IsolatedClassLoader(IsolatedClassLoader first) {
    super(first.getParent());
    domain = domainOf(first.domain.getCodeSource());
    ofProfiler = true;
  }

  /** Has the permissions that the host's security policy grants to our jar. */
  private ProtectionDomain domainOf(CodeSource code) {
    return new ProtectionDomain(code, null, this, null);
  }

  @SuppressWarnings("unchecked") // by contract with Bundle
  private Function<String, byte[]> bundleOf(File jar) throws ReflectiveOperationException {
    Object made = loadClass(BUNDLE).getConstructor().newInstance();
    ((Consumer<File>) made).accept(jar);
    return (Function<String, byte[]>) made;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    if (!ofProfiler && name.startsWith(PROFILER_PACKAGE)) {
      return profiler().loadClass(name);
    }
    IsolatedClassLoader reader = source;
    byte[] bytes = reader == null ? null : reader.classFile(name);
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
      // Most likely a detach closed the jar while a thread of ours was still running.
      throw new ClassNotFoundException(name, e);
    }
  }

  private IsolatedClassLoader profiler() throws ClassNotFoundException {
    String jarName = profilerJarName();
    synchronized (PROFILERS) {
      IsolatedClassLoader profiler = PROFILERS.get(jarName);
      if (profiler == null) {
        profiler = new IsolatedClassLoader(this);
        PROFILERS.put(jarName, profiler);
      }
      profiler.source = this;
      return profiler;
    }
  }

  private String profilerJarName() throws ClassNotFoundException {
    byte[] names;
    try {
      names = read(LIBRARIES);
    } catch (Exception e) {
      throw new ClassNotFoundException("the agent's jar is closed", e);
    }
    for (String name : new String(names, StandardCharsets.UTF_8).split("\n", -1)) {
      if (name.startsWith(PROFILER_JAR)) {
        return name;
      }
    }
    throw new ClassNotFoundException(PROFILER_JAR + "*.jar is missing");
  }

  /** The content of an entry of the {@code inst/} half, or null; see {@code Bundle#apply}. */
  private byte[] read(String path) throws IOException {
    Function<String, byte[]> opened = bundle;
    if (opened != null) {
      return opened.apply(path);
    }
    JarFile jar = file;
    JarEntry entry = jar.getJarEntry(HALF + path);
    if (entry == null) {
      return null;
    }
    byte[] bytes = new byte[(int) entry.getSize()];
    try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
      in.readFully(bytes);
    }
    return bytes;
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    if (dot < 0 || getPackage(className.substring(0, dot)) != null) {
      return;
    }
    try {
      definePackage(className.substring(0, dot), null, null, null, null, null, null, null);
    } catch (IllegalArgumentException e) {
      // Another thread has defined it in between.
    }
  }

  /**
   * Opens a resource of ours or of a library. There are no URLs for resources: a {@code jar:}
   * connection would keep the file open after a detach, and no library needs one.
   */
  @Override
  public InputStream getResourceAsStream(String name) {
    if (ofProfiler) {
      return super.getResourceAsStream(name);
    }
    try {
      byte[] bytes = read(name);
      return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    } catch (Exception e) {
      return null;
    }
  }

  /** From now on, reads from a private copy of the jar, so that the file may change. */
  @Override
  public void run() {
    ((Runnable) bundle).run();
  }

  /** Closes the jar or its copy. A class that is not loaded by then can no longer be loaded. */
  @Override
  public void close() throws IOException {
    synchronized (PROFILERS) {
      for (IsolatedClassLoader profiler : PROFILERS.values()) {
        if (profiler.source == this) {
          profiler.source = null;
        }
      }
    }
    ((Closeable) bundle).close();
  }
}
