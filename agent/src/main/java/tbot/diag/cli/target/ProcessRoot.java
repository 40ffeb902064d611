package tbot.diag.cli.target;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import tbot.diag.cli.console.CommandFailure;

/**
 * The files of this machine as a process sees them. In a container it has a mount namespace of its
 * own, where a path leads to another file than here, or to none.
 */
public final class ProcessRoot {

  private final long pid;
  private final File root;

  /**
   * The files of a process.
   *
   * @param pid the process id, as this process sees it
   */
  public ProcessRoot(long pid) {
    this.pid = pid;
    root = new File("/proc/" + pid + "/root");
  }

  /** Whether this user may look at the files. If not, what is here is the best guess. */
  boolean isReadable() {
    return new File(root, ".").isDirectory();
  }

  /**
   * A file of the process.
   *
   * @param path its absolute path there
   */
  File file(String path) {
    return new File(root, path);
  }

  /** Whether the path of a file leads the process to this very file; true if that is unknown. */
  boolean sees(File file) {
    if (!isReadable()) {
      return true;
    }
    try {
      return Files.isSameFile(file.toPath(), file(file.getPath()).toPath());
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Does nothing if the process sees a file that an option names, or if nobody does: the agent
   * reports that.
   *
   * @param option the key of the option
   * @param named relative to the directory of this process; or absolute, as the process sees it
   * @throws CommandFailure if only this process sees the file
   */
  public void requireFile(String option, File named) {
    File here = named.getAbsoluteFile();
    boolean isThere = named.isAbsolute() && file(here.getPath()).exists();
    if (here.exists() && !isThere && !sees(here)) {
      throw new CommandFailure(
          option
              + ": process "
              + pid
              + " has files of its own, and does not see "
              + here
              + "; copy it there, such as to "
              + file("/tmp/" + here.getName())
              + ", and name it as the process sees it: "
              + option
              + "=/tmp/"
              + here.getName());
    }
  }
}
