package tbot.diag.files;

import java.util.ArrayList;
import java.util.List;

/**
 * When files are to be read again: once they have changed, and some time after they could not be
 * used, since what stood in the way may pass without a change of theirs. Used by one thread at a
 * time.
 */
public final class FileChanges {

  private final List<OptionFile> files;
  private final long retryAfter;

  /** As the files were read last, whether they could be used or not. */
  private List<Object> versions;

  private boolean usable = true;
  private long readAt;

  /**
   * Looks for the first time. To be made before the files are read: a change in between is seen by
   * the next look then.
   *
   * @param retryAfter between two times that files are read which cannot be used, in the unit of
   *     the times that are passed to the methods
   */
  public FileChanges(List<OptionFile> files, long retryAfter) {
    this.files = files;
    this.retryAfter = retryAfter;
    versions = look();
  }

  /** Whether the files have changed since the last call. Reads no content. */
  public boolean areFound() {
    List<Object> current = look();
    boolean changed = !current.equals(versions);
    versions = current;
    return changed;
  }

  private List<Object> look() {
    List<Object> current = new ArrayList<Object>();
    for (OptionFile file : files) {
      current.add(file.version());
    }
    return current;
  }

  /** Whether the files could not be used, and that was long ago; also if a clock was set back. */
  public boolean isRetryDue(long now) {
    return !usable && (now - readAt >= retryAfter || now < readAt);
  }

  /** The files are being read. Until {@link #used}, they could not be used. */
  public void reading(long now) {
    readAt = now;
    usable = false;
  }

  /** The files could be used. */
  public void used() {
    usable = true;
  }
}
