package tbot.diag.it.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/** What the system knows of a process. */
public final class Proc {

  /** The kernel keeps so many characters of a thread's name. */
  private static final int COMM_LENGTH = 15;

  private Proc() {}

  /** A file or folder of a process. */
  public static Path of(long pid, String entry) {
    return Path.of("/proc", Long.toString(pid), entry);
  }

  /** The number of open files, sockets and others. */
  public static int files(long pid) {
    return count(pid, "fd", any -> true);
  }

  /** The number of open sockets. */
  public static int sockets(long pid) {
    return count(pid, "fd", fd -> target(fd).startsWith("socket:"));
  }

  /** The number of threads. */
  public static int threads(long pid) {
    return count(pid, "task", any -> true);
  }

  /** Whether there is a thread of this name. */
  public static boolean hasThread(long pid, String name) {
    String comm = name.substring(0, Math.min(COMM_LENGTH, name.length()));
    return count(pid, "task", thread -> name(thread).equals(comm)) > 0;
  }

  private static int count(long pid, String folder, Predicate<Path> wanted) {
    int count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(of(pid, folder))) {
      for (Path entry : entries) {
        count += wanted.test(entry) ? 1 : 0;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (DirectoryIteratorException e) {
      throw new UncheckedIOException(e.getCause());
    }
    return count;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "(closed meanwhile)";
    }
  }

  private static String name(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).trim();
    } catch (IOException e) {
      return "(ended meanwhile)";
    }
  }
}
