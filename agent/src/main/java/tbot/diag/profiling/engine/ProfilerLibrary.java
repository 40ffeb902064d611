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
 * The profiler's native library. At the first use it is written to a file, loaded, and removed
 * again; loaded code does not need the file.
 *
 * <p>Two directories are tried, since one may be full, read-only or mounted noexec: {@code
 * java.io.tmpdir}, then the user's cache. With the option {@code lib_dir} only that one is tried.
 */
public final class ProfilerLibrary {

  private static final int BUFFER_BYTES = 16 * 1024;

  private final String libDir;
  private AsyncProfiler profiler;
  private Path directory;

  /**
   * Does not load the library.
   *
   * @param libDir the option {@code lib_dir}, or null
   */
  public ProfilerLibrary(String libDir) {
    this.libDir = libDir;
  }

  /** The profiler, loaded by the first call. After a failed call the next one tries again. */
  synchronized AsyncProfiler load() throws ProfilerUnavailableException {
    if (profiler == null) {
      profiler = loadFromAny(resourceName());
    }
    return profiler;
  }

  /** The directory that was found writable, also for recordings. Only after {@link #load}. */
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
        // IllegalCallerException, which Java 8 does not have: native access is not allowed.
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
      // Recordings are written there too, and these are special in a command for the profiler.
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

  /** Writes to the open file, since its name could mean another file by now. */
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
    // Only the end of "/dir/file.so: /dir/file.so: failed to map segment from shared object".
    return t instanceof UnsatisfiedLinkError
        ? message.substring(message.lastIndexOf(": ") < 0 ? 0 : message.lastIndexOf(": ") + 2)
        : message;
  }
}
