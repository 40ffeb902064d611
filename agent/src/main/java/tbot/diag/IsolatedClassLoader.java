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
 * Defines everything of the agent but its entry class, from the {@code inst/} half of the agent's
 * jar: our own classes lie there one by one, the libraries as the jars they are.
 *
 * <p>Its parent is the platform loader (the extension loader on Java 8), so neither side sees the
 * other's libraries: the host's Byte Buddy and ours are strangers. It is no {@link
 * java.net.URLClassLoader} because that one checks signatures and manifests on every entry, which
 * doubles the time until the first hook is woven.
 *
 * <p>The class that reads the jar and the libraries in it is itself in the other half, so this
 * loader takes its first few classes from the file by the JDK's means. Once the agent has started,
 * it reads a copy that nobody else can reach: deployments overwrite the jar of a running agent.
 *
 * <p>The profiler's classes are an exception: they outlive a detach. Their native library cannot be
 * unloaded, since the JVM holds its callbacks and the kernel its signal handlers, and each attach
 * with classes of its own would load another copy, some 25 MB and a file descriptor. So all
 * attaches share one loader for each version of the profiler, which has no jar and borrows class
 * files from whichever loader is open.
 *
 * <p>Owned by the loader that defined {@link Agent}; imports nothing outside {@code java.*}.
 */
final class IsolatedClassLoader extends ClassLoader implements Closeable, Runnable {

  private static final String HALF = "inst/";
  private static final String BUNDLE = "tbot.diag.bundle.Bundle";
  private static final String LIBRARIES = "lib/";
  private static final String PROFILER_PACKAGE = "one.profiler.";
  private static final String PROFILER_JAR = "async-profiler-";

  /** The loaders that stay, by the name of the jar whose classes they define. */
  private static final Map<String, IsolatedClassLoader> PROFILERS =
      new HashMap<String, IsolatedClassLoader>();

  static {
    registerAsParallelCapable();
  }

  private final ProtectionDomain domain;
  private final boolean ofProfiler;
  private volatile IsolatedClassLoader lender;

  // The second takes over from the first.
  private volatile JarFile file;
  private volatile Function<String, byte[]> bundle;

  /**
   * A loader of the classes in a jar of the agent.
   *
   * @param jar read until {@link #run}
   */
  IsolatedClassLoader(File jar) throws IOException, ReflectiveOperationException {
    super(ClassLoader.getSystemClassLoader().getParent());
    domain = domainOf(new CodeSource(jar.toURI().toURL(), (Certificate[]) null));
    ofProfiler = false;
    lender = this;
    try (JarFile opened = new JarFile(jar, false)) {
      file = opened;
      bundle = bundleOf(jar);
    } finally {
      file = null;
    }
  }

  /** A profiler's loader. It must hold no other for longer than that one is open. */
  private IsolatedClassLoader(IsolatedClassLoader first) {
    super(first.getParent());
    domain = domainOf(first.domain.getCodeSource());
    ofProfiler = true;
  }

  /** Has the permissions that a policy of the host grants to our jar. */
  private ProtectionDomain domainOf(CodeSource source) {
    return new ProtectionDomain(source, null, this, null);
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
        profiler = new IsolatedClassLoader(this);
        PROFILERS.put(version, profiler);
      }
      profiler.lender = this;
      return profiler;
    }
  }

  /** The jar bears its version in its name. */
  private String profilerJar() throws ClassNotFoundException {
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

  /** The bytes of an entry, or null; a name that ends in a slash gives the names below it. */
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
      // Another thread defined it in between: that is what was wanted.
    }
  }

  /**
   * Opens a resource of ours or of a library. There are no URLs for them: a {@code jar:} connection
   * would keep the file open after a detach, and nothing that is bundled asks for one.
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

  /** Has the classes that are still to come read from a copy of the jar. */
  @Override
  public void run() {
    ((Runnable) bundle).run();
  }

  /** Gives back what the jar was read from. Classes not loaded by then can no longer be. */
  @Override
  public void close() throws IOException {
    synchronized (PROFILERS) {
      for (IsolatedClassLoader profiler : PROFILERS.values()) {
        if (profiler.lender == this) {
          profiler.lender = null;
        }
      }
    }
    ((Closeable) bundle).close();
  }
}
