package tbot.diag.config.option;

import java.io.File;

/** A file or a directory; only its name is looked at here. */
final class PathOption extends TextOption<File> {

  private final String what;
  private final boolean inFile;

  /**
   * Makes the option.
   *
   * @param what the noun for messages, such as {@code a directory}
   * @param inFile whether the file may hold it
   */
  PathOption(String key, String what, boolean inFile) {
    super(key);
    this.what = what;
    this.inFile = inFile;
  }

  @Override
  File parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("no value; give " + what);
    }
    return new File(text);
  }

  @Override
  public boolean isInFile() {
    return inFile;
  }

  @Override
  public boolean isPath() {
    return true;
  }
}
