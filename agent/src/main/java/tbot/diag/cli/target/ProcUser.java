package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFileAttributes;

/** The user of a process, or of a file. One of a container often has no name here. */
final class ProcUser {

  private static final String ROOT = "root";

  private final File file;

  /**
   * The owner of a file.
   *
   * @param file for a process, its folder below {@code /proc}
   */
  ProcUser(File file) {
    this.file = file;
  }

  /** The name, or the number if it has no name; empty if the process or file is gone. */
  String name() {
    PosixFileAttributes attributes = attributes();
    return attributes == null ? "" : attributes.owner().getName();
  }

  /** The name of its group, or the number if it has no name; empty if it is gone. */
  String group() {
    PosixFileAttributes attributes = attributes();
    return attributes == null ? "" : attributes.group().getName();
  }

  private PosixFileAttributes attributes() {
    try {
      return Files.readAttributes(file.toPath(), PosixFileAttributes.class);
    } catch (IOException e) {
      return null;
    }
  }

  boolean isRoot() {
    return name().equals(ROOT);
  }

  /** Whether it is the user of this process. */
  boolean isOurs() {
    return name().equals(ProcProcess.self().user().name());
  }

  /**
   * Whether our root is root to the process. In a user namespace of its own, as a container without
   * root has, it is nobody.
   */
  boolean knowsOurRoot() {
    try {
      byte[] map = Files.readAllBytes(new File(file, "uid_map").toPath());
      return new String(map, StandardCharsets.US_ASCII).trim().matches("(?s)0\\s+0\\s.*");
    } catch (IOException e) {
      return true;
    }
  }
}
