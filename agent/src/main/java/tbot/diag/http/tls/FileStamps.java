package tbot.diag.http.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import tbot.diag.config.OptionFile;

/** States of files, which differ when a file may have changed. Reads no content. */
final class FileStamps {

  private FileStamps() {}

  /**
   * The state of all files; links are followed. The change time of a file cannot be set by anybody,
   * so it also shows changes that keep the time of modification.
   */
  static String of(List<OptionFile> files) {
    StringBuilder stamps = new StringBuilder();
    for (OptionFile file : files) {
      stamps.append(of(file)).append('\n');
    }
    return stamps.toString();
  }

  private static String of(OptionFile file) {
    try {
      Path path = file.file().toPath();
      boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
      String attributes = unix ? "unix:ino,ctime,size" : "lastModifiedTime,size";
      return new TreeMap<>(Files.readAttributes(path, attributes)).toString();
    } catch (IOException | InvalidPathException e) {
      return e.toString();
    }
  }
}
