package tbot.diag.profiling.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.CodeSource;
import java.security.SecureClassLoader;
import java.security.cert.Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tbot.diag.profiling.stack.Function;

class StartLinesTest {

  private static final String RESOURCE = Known.class.getName().replace('.', '/') + ".class";

  @TempDir Path folder;

  /** Each method tells the line that its code begins at. */
  static final class Known {

    static int line() {
      return new Throwable().getStackTrace()[0].getLineNumber();
    }

    static int overloaded(int unused) {
      return new Throwable().getStackTrace()[0].getLineNumber();
    }

    static int overloaded(int one, int other) {
      return one + other;
    }

    private Known() {}
  }

  @Test
  void aMethodBeginsAtItsFirstLineOfCode() {
    assertThat(lineOf(Known.class, "line")).isEqualTo(Known.line());
  }

  @Test
  void ofOverloadsTheFirstCounts() {
    assertThat(lineOf(Known.class, "overloaded")).isEqualTo(Known.overloaded(1));
  }

  @Test
  void methodsOfTheJdkHaveLines() {
    for (int line :
        lines(java("java.util.ArrayList.add"), java("java.sql.DriverManager.<clinit>"))) {
      assertThat(line).isGreaterThan(10);
    }
  }

  @Test
  void whatIsNotJavaHasNone() {
    assertThat(
            lines(
                new Function(Function.Origin.NATIVE, "java.util.ArrayList.add", ""),
                java("(other stacks)"),
                java("no.such.Type.method"),
                java(Known.class.getName() + ".noSuchMethod")))
        .containsOnly(0);
  }

  /** Obfuscators name classes like packages, and a class stands as a native frame. */
  @Test
  void whatIsNamedLikeAMethodIsNone() {
    Function[] functions = {
      java(Known.class.getName() + ".line"),
      new Function(Function.Origin.NATIVE, Known.class.getName() + ".line", ""),
      new Function(Function.Origin.NATIVE, Known.class.getName() + ".Nested", "")
    };

    assertThat(lines(functions)).containsExactly(Known.line(), 0, 0);
  }

  @Test
  void aRangeKeepsItsIndexes() {
    Function[] functions = {null, java(Known.class.getName() + ".line"), null};

    assertThat(new StartLines(() -> new Class<?>[] {Known.class}).of(functions, 1, 2))
        .containsExactly(0, Known.line());
  }

  @Test
  void ofAnotherProcessNoLineIsKnown() {
    assertThat(StartLines.UNKNOWN.of(new Function[] {java("java.util.ArrayList.add")}, 0, 1))
        .containsExactly(0);
  }

  @Test
  void linesAreReadOnce() throws IOException {
    Path jar = jar("a.jar", RESOURCE);
    Class<?> known = load(jar);
    StartLines lines = new StartLines(() -> new Class<?>[] {known});
    Function[] functions = {java(Known.class.getName() + ".line")};
    lines.of(functions, 0, 1);

    Files.delete(jar);

    assertThat(lines.of(functions, 0, 1)).containsExactly(Known.line());
  }

  @Test
  void jarsAndDirectoriesAreRead() throws IOException {
    Path directory = Files.createDirectories(folder.resolve("a b#c"));
    Path copy = directory.resolve(RESOURCE);
    Files.createDirectories(copy.getParent());
    try (InputStream in = classFile()) {
      Files.copy(in, copy);
    }
    age(copy);

    assertThat(lineIn(directory)).isEqualTo(Known.line());
    assertThat(lineIn(jar("a b#c.jar", RESOURCE))).isEqualTo(Known.line());
  }

  @Test
  void filesNewerThanTheJvmAreNotRead() throws IOException {
    Path jar = jar("a.jar", RESOURCE);
    File copy = folder.resolve(RESOURCE).toFile();
    Files.createDirectories(copy.toPath().getParent());
    try (InputStream in = classFile()) {
      Files.copy(in, copy.toPath(), StandardCopyOption.REPLACE_EXISTING);
    }

    assertThat(jar.toFile().setLastModified(System.currentTimeMillis())).isTrue();

    assertThat(lineIn(jar)).isZero();
    assertThat(lineIn(folder)).isZero();
  }

  @Test
  void aClassOfSeveralFilesHasNoLines() throws IOException {
    Class<?> one = load(jar("a.jar", RESOURCE));
    Class<?> other = load(jar("b.jar", RESOURCE));

    assertThat(lines(new Class<?>[] {one, other}, java(Known.class.getName() + ".line")))
        .containsExactly(0);
  }

  @Test
  void brokenOrMissingFilesAreNoError() throws IOException {
    Path jar = jar("a.jar", RESOURCE);
    Class<?> known = load(jar);
    Function line = java(Known.class.getName() + ".line");

    Files.write(jar, new byte[100]);
    age(jar);
    assertThat(lines(new Class<?>[] {known}, line)).containsExactly(0);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new ZipEntry(RESOURCE));
      out.write(new byte[] {1, 2, 3});
    }
    age(jar);
    assertThat(lines(new Class<?>[] {known}, line)).containsExactly(0);
    Files.delete(jar);
    assertThat(lines(new Class<?>[] {known}, line)).containsExactly(0);
  }

  @Test
  void noClassLoaderIsAsked() throws IOException {
    URL jar = jar("a.jar", RESOURCE).toUri().toURL();
    Class<?> known;
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar}, null) {
          @Override
          public URL getResource(String name) {
            throw new AssertionError(name);
          }
        }) {
      known = loader.loadClass(Known.class.getName());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }

    assertThat(lines(new Class<?>[] {known}, java(Known.class.getName() + ".line")))
        .containsExactly(Known.line());
  }

  @Test
  void aUrlThatFailsIsNoError() throws IOException {
    AtomicBoolean failing = new AtomicBoolean();
    URL url =
        new URL(
            null,
            "odd:/a.jar",
            new URLStreamHandler() {
              @Override
              protected URLConnection openConnection(URL opened) {
                throw new IllegalStateException("not to be opened");
              }

              @Override
              protected String toExternalForm(URL shown) {
                if (failing.get()) {
                  throw new IllegalStateException("no form");
                }
                return "odd:/a.jar";
              }
            });
    Class<?> known = new FromAnywhere(url).define(classFile().readAllBytes());
    failing.set(true);

    assertThat(lines(new Class<?>[] {known}, java(Known.class.getName() + ".line")))
        .containsExactly(0);
  }

  @Test
  void aMultiReleaseJarHasTheVersionOfTheJvm() throws IOException {
    String manifest = "Manifest-Version: 1.0\nMulti-Release: true\n";
    Path jar = folder.resolve("a.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      put(out, "META-INF/MANIFEST.MF", manifest.getBytes(StandardCharsets.UTF_8));
      put(out, RESOURCE, new byte[10]);
      put(out, "META-INF/versions/9/" + RESOURCE, classFile().readAllBytes());
      put(out, "META-INF/versions/99/" + RESOURCE, new byte[10]);
    }
    age(jar);

    assertThat(lineIn(jar)).isEqualTo(Known.line());
  }

  @Test
  void theClassesInASpringBootJarAreRead() throws IOException {
    String classes = "BOOT-INF/classes";
    String jar = jar("app.jar", classes + "/" + RESOURCE).toUri().getPath();

    for (String location :
        new String[] {
          "jar:file:" + jar + "!/" + classes + "!/", "jar:nested:" + jar + "/!" + classes + "/!/"
        }) {
      try (ClassRoot root = CodeLocation.open(location, Long.MAX_VALUE);
          InputStream found = root.find(RESOURCE)) {
        assertThat(found).as(location).isNotNull();
      }
    }
  }

  /** Defines classes with any location. */
  private static final class FromAnywhere extends SecureClassLoader {
    private final CodeSource source;

    FromAnywhere(URL location) {
      super(null);
      source = new CodeSource(location, (Certificate[]) null);
    }

    Class<?> define(byte[] classFile) {
      return defineClass(null, classFile, 0, classFile.length, source);
    }
  }

  private static Function java(String name) {
    return new Function(Function.Origin.JAVA, name, "");
  }

  private static int lineOf(Class<?> owner, String method) {
    return lines(new Class<?>[] {owner}, java(owner.getName() + "." + method))[0];
  }

  private static int[] lines(Function... functions) {
    return lines(new Class<?>[] {Known.class, java.sql.DriverManager.class}, functions);
  }

  private static int[] lines(Class<?>[] loaded, Function... functions) {
    return new StartLines(() -> loaded).of(functions, 0, functions.length);
  }

  private static int lineIn(Path root) throws IOException {
    return lines(new Class<?>[] {load(root)}, java(Known.class.getName() + ".line"))[0];
  }

  private static Class<?> load(Path root) throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {root.toUri().toURL()}, null)) {
      return loader.loadClass(Known.class.getName());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private Path jar(String name, String entry) throws IOException {
    Path jar = folder.resolve(name);
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream in = classFile()) {
      put(out, entry, in.readAllBytes());
    }
    age(jar);
    return jar;
  }

  private static void put(JarOutputStream out, String entry, byte[] content) throws IOException {
    out.putNextEntry(new ZipEntry(entry));
    out.write(content);
  }

  private static InputStream classFile() {
    return StartLinesTest.class.getClassLoader().getResourceAsStream(RESOURCE);
  }

  private static void age(Path file) {
    assertThat(file.toFile().setLastModified(0)).isTrue();
  }
}
