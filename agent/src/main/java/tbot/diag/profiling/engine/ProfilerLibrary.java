package tbot.diag.profiling.engine;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import one.profiler.AsyncProfiler;
import tbot.diag.files.PrivateFile;
import tbot.diag.profiling.ProfilerUnavailableException;

/**
 * The profiler's native library: put on disk at the first use, loaded, and removed again at once,
 * since the loaded code needs no file.
 *
 * <p>A directory that cannot hold the file or forbids to run from it is passed over for the next:
 * {@code java.io.tmpdir}, then the user's cache. With the option {@code lib_dir} that directory
 * alone is tried.
 */
public final class ProfilerLibrary {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final String libDir;
  private AsyncProfiler profiler;
  private Path directory;

  /**
   * Loads nothing yet.
   *
   * @param libDir the option {@code lib_dir}, or null
   */
  public ProfilerLibrary(String libDir) {
    this.libDir = libDir;
  }

  /** The profiler, loaded on the first call. A call that failed leaves the next to try anew. */
  synchronized AsyncProfiler load() throws ProfilerUnavailableException {
    if (profiler == null) {
      profiler = loadFromAny(resourceName());
    }
    return profiler;
  }

  /** Where recordings can be written: where the library could. Only after {@link #load}. */
  synchronized Path directory() {
    return directory;
  }

  private AsyncProfiler loadFromAny(String resource) throws ProfilerUnavailableException {
    StringBuilder failures = new StringBuilder();
    for (File candidate : candidates()) {
      try {
        AsyncProfiler loaded = loadFrom(candidate.toPath().toAbsolutePath(), resource);
        directory = candidate.toPath().toAbsolutePath();
        return loaded;
      } catch (IOException | UnsatisfiedLinkError e) {
        failures.append(failures.length() == 0 ? "" : "; ").append(candidate).append(": ");
        failures.append(reason(e));
      } catch (RuntimeException e) {
        // IllegalCallerException, which Java 8 does not have: the host forbids native access.
        throw new ProfilerUnavailableException(
            "the JVM denied loading the profiler's native library ("
                + e.getMessage()
                + "); start it with --enable-native-access=ALL-UNNAMED",
            e);
      }
    }
    throw new ProfilerUnavailableException(
        "the profiler's native library cannot be loaded ("
            + failures
            + "); name a directory that is writable and not mounted noexec by the option lib_dir=");
  }

  private List<File> candidates() {
    return libDir == null ? PrivateFile.directories() : Collections.singletonList(new File(libDir));
  }

  private static AsyncProfiler loadFrom(Path directory, String resource) throws IOException {
    String path = directory.toString();
    if (path.indexOf(',') >= 0 || path.indexOf('%') >= 0) {
      // The recordings go there too, and the profiler's own arguments give these a meaning.
      throw new IOException("the path contains ',' or '%'");
    }
    PrivateFile file = PrivateFile.create(directory, ".so");
    try {
      copy(resource, file.channel());
      return AsyncProfiler.getInstance(file.path().toString());
    } finally {
      file.unlink();
    }
  }

  /** Through what was opened when the file was made: by its name another could be meant. */
  private static void copy(String resource, FileChannel file) throws IOException {
    try (InputStream in = ProfilerLibrary.class.getResourceAsStream("/" + resource);
        OutputStream out = Channels.newOutputStream(file)) {
      if (in == null) {
        throw new IOException("the agent's jar has no " + resource);
      }
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }

  private static String resourceName() throws ProfilerUnavailableException {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    if (os.contains("mac")) {
      return "macos/libasyncProfiler.so";
    }
    if (os.contains("linux") && (arch.equals("amd64") || arch.equals("x86_64"))) {
      return "linux-x64/libasyncProfiler.so";
    }
    if (os.contains("linux") && (arch.equals("aarch64") || arch.equals("arm64"))) {
      return "linux-arm64/libasyncProfiler.so";
    }
    throw new ProfilerUnavailableException(
        "there is no profiler for "
            + os
            + " on "
            + arch
            + "; there is for Linux on x86-64 and arm64 and for macOS");
  }

  private static String reason(Throwable t) {
    if (t instanceof java.nio.file.NoSuchFileException) {
      return "no such directory";
    }
    if (t instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    String message = String.valueOf(t.getMessage());
    // "/dir/file.so: /dir/file.so: failed to map segment from shared object" needs its end alone.
    return t instanceof UnsatisfiedLinkError
        ? message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2)
        : message;
  }
}
