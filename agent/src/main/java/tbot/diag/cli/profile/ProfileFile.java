package tbot.diag.cli.profile;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Reason;
import tbot.diag.pprof.format.CollapsedReader;
import tbot.diag.pprof.format.PprofReader;
import tbot.diag.pprof.profile.Profile;

/** Reads files of profiles: pprof, compressed or not, or collapsed stacks. */
final class ProfileFile {

  private static final int GZIP_MAGIC = 0x1f;

  /** The first field of pprof's message, the type of its samples. Text does not begin with it. */
  private static final int FIRST_FIELD = 0x0a;

  private ProfileFile() {}

  /**
   * Reads one.
   *
   * @throws CommandFailure if it cannot be read or is neither
   */
  static Profile read(File file) {
    try {
      byte[] content = Files.readAllBytes(file.toPath());
      boolean pprof = content.length > 0 && (content[0] == GZIP_MAGIC || content[0] == FIRST_FIELD);
      return pprof ? PprofReader.read(content) : CollapsedReader.read(content);
    } catch (NoSuchFileException e) {
      throw new CommandFailure(file + ": there is no such file");
    } catch (FileSystemException e) {
      throw new CommandFailure(file + " cannot be read: " + Reason.of(e));
    } catch (IOException e) {
      throw new CommandFailure(
          file + " is neither a profile of pprof nor collapsed stacks: " + Reason.of(e));
    }
  }
}
