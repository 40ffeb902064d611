package tbot.diag.cli.profile;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import tbot.diag.cli.console.CommandFailure;
import tbot.diag.cli.console.Reason;
import tbot.diag.pprof.format.ProfileFormat;
import tbot.diag.pprof.format.Symbols;
import tbot.diag.pprof.profile.Profile;

/** The file of a profile. */
final class OutputFile {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private OutputFile() {}

  /** A name that says what is in it, in the working directory, of no file that is there. */
  static File free(String program, ProfileKind kind, OutputFormat format) {
    String base =
        program.replaceAll("\\.jar$", "").replaceAll("[^A-Za-z0-9._-]", "_")
            + "-"
            + kind
            + "-"
            + TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
    File file = new File(base + "." + format.ending());
    for (int i = 2; file.exists(); i++) {
      file = new File(base + "-" + i + "." + format.ending());
    }
    return file;
  }

  /**
   * Checks that a file can be made in the working directory.
   *
   * @throws CommandFailure if it cannot
   */
  static void requireWorkingDirectory() {
    File folder = new File("").getAbsoluteFile();
    if (!Files.isWritable(folder.toPath())) {
      throw new CommandFailure(
          "the working directory " + folder + " cannot be written; name a file by -o");
    }
  }

  /**
   * Checks that a file can be written; an existing one is overwritten then.
   *
   * @throws CommandFailure if it cannot
   */
  static void requireWritable(File file) {
    File folder = file.getAbsoluteFile().getParentFile();
    if (!folder.isDirectory()) {
      throw new CommandFailure("-o: " + file + ": there is no directory " + folder);
    }
    if (file.isDirectory() || !(file.exists() ? file : folder).canWrite()) {
      throw new CommandFailure("-o: " + file + " cannot be written");
    }
  }

  /**
   * Writes a file as a whole.
   *
   * @throws CommandFailure if that is not possible; what was there is still there then
   */
  static void write(File file, ReplacedFile.Content content) {
    try {
      ReplacedFile.write(file.toPath(), content);
    } catch (IOException e) {
      throw new CommandFailure(file + " cannot be written: " + Reason.of(e));
    }
  }

  /** A profile in another form than it came in. */
  static ReplacedFile.Content content(
      OutputFormat format, Profile profile, ProfileKind kind, HotMethods methods) {
    if (format == OutputFormat.TEXT) {
      return ReplacedFile.text(
          text -> MethodTable.print(methods, Integer.MAX_VALUE, Integer.MAX_VALUE, text));
    }
    ProfileFormat written = format(format);
    return to -> {
      try (OutputStream out = written.open(to)) {
        written.write(profile, kind.toString(), Symbols.ofOtherProcess(), out);
      }
    };
  }

  private static ProfileFormat format(OutputFormat format) {
    switch (format) {
      case PPROF:
        return ProfileFormat.PPROF;
      case COLLAPSED:
        return ProfileFormat.COLLAPSED;
      default:
        return ProfileFormat.FLAMEGRAPH;
    }
  }
}
